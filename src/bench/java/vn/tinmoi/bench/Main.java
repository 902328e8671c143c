package vn.tinmoi.bench;

import java.util.Arrays;
import java.util.List;
import vn.tinmoi.bench.gatling.Simulations;

/** {@code mvn -Pbench -Dbench="fanout --streams 8000"}: one program of this package, or {@code --help}. */
final class Main {
    private static final String HELP = """
            mvn -Pbench [-Dbench="PROGRAM --option value …"] [-Dbench.url=http://… -Dbench.pid=… -Dbench.token=…]

            Programs; without one: figures. Each starts the packaged server, except where --url names one that runs.
              figures   fanout, memory, idle and slow, one after the other
              fanout    what one delivery costs, beside a bare loop: --streams 8000 --rounds 3 --stories 15 --interval 300 (ms)
              memory    what an open stream costs: --streams 15000
              idle      what an open stream costs a second: --streams 5000 --seconds 60
              counters  what the visitor counters cost while readers come and go:
                        --streams 8000 --churn 20 (a second) --seconds 30
              slow      what readers that never read cost the others: --readers 1000 --slow 2000 --stories 40
              cluster   nodes on one PostgreSQL and Redis: --nodes 5 --streams 19000 (of each) --stories 100 --interval 1500
                        --floor (as many bare loops instead)
              faults    kill -9, lost LISTEN and PostgreSQL restarts under publishing:
                        --nodes 3 --readers 3000 --deliveries 10000000 --rate 40 --faults 12 --every 6 (s) --seed 1
              storm     a node with many streams dies: --streams 15000 --nodes 3 --rate 5 (stories a second)
              press     how many stories nodes take when writers hurry:
                        --nodes 3 --writers 24 --seconds 20 --readers 30
              peers     what one delivery costs here, with nchan and with Pushpin of Debian, by turns: --streams 6000
                        --rounds 3 --stories 15 --interval 500 (ms) --peers tinmoi,nchan,pushpin
              soak      what grows while readers come, go and look around and stories are published:
                        --minutes 120 --every 10 --readers 600 --stay 6 (s) --stories 3 (a second)
              search    how search answers on stories made of given sentences:
                        --stories 20000 --queries 400 --sentences ../shared/data/vi-sentences.txt --seed 1
                        --rounds 1 --database postgresql://… (kept and measured again)
              stories   how long the newsroom's list takes: --stories 200000 --times 200
                        --database postgresql://… (kept and measured again)
              pictures  how long an uploaded photo takes until it is kept in every width:
                        --width 4000 --height 3000 --rounds 10
              gatling   sse, ws, pages, publish or all: gatling pages --url http://… --users 100 --ramp 10 --hold 30 (s);
                        publish and all need --token, and write to that site; all: --users 10000 (streams)
                        --sockets 1000 (WebSockets beside them) --pages 200 --publishes 5 (each second, once all are there)

            For most: --protocol sse|websocket, --visitors (readers are counted as visits), --java "-Xmx1g" (the server's
            JVM), --url, --pid (for CPU and memory), --management (default http://127.0.0.1:8081), --token (to publish).
            A process may open as many streams as it may file descriptors (ulimit -n): on both ends.
            Exit: 0; 1 when an event was lost or came twice, 2 on wrong usage.
            """;

    private Main() {}

    public static void main(String[] words) {
        ProcessHandle.current().parent().ifPresent(Main::endWith);
        int exit;
        try {
            exit = run(String.join(" ", words).strip().split("\\s+"));
        } catch (Options.Wrong e) {
            System.err.println(e.getMessage());
            exit = 2;
        } catch (RuntimeException e) { // other threads would keep the process alive
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }

    /** A SIGTERM to Maven reaches only Maven. */
    private static void endWith(ProcessHandle parent) {
        var unused = parent.onExit().thenRun(() -> System.exit(130));
    }

    private static int run(String... words) {
        var rest = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
        if (rest.contains("--help") || words[0].contains("help")) {
            System.out.print(HELP);
            return 0;
        }
        return switch (words[0]) {
            case "", "figures" -> figures(rest);
            case "fanout" -> Fanout.run(new Options(rest));
            case "memory" -> Memory.run(new Options(rest));
            case "idle" -> Idle.run(new Options(rest));
            case "counters" -> Counters.run(new Options(rest));
            case "slow" -> Slow.run(new Options(rest));
            case "cluster" -> Cluster.run(new Options(rest));
            case "faults" -> Faults.run(new Options(rest));
            case "storm" -> Storm.run(new Options(rest));
            case "press" -> PressFigures.run(new Options(rest));
            case "peers" -> Peers.run(new Options(rest));
            case "soak" -> Soak.run(new Options(rest));
            case "search" -> SearchFigures.run(new Options(rest));
            case "stories" -> StoryListFigures.run(new Options(rest));
            case "pictures" -> Pictures.run(new Options(rest));
            case "gatling" -> gatling(rest);
            case "floor" -> Floor.run();
            case "crowd" -> CrowdProcess.run(new Options(rest));
            default -> throw new Options.Wrong("unknown program " + words[0] + "; try --help");
        };
    }

    private static int gatling(List<String> rest) {
        var name = rest.isEmpty() ? "" : rest.getFirst();
        if (!Simulations.has(name))
            throw new Options.Wrong("gatling needs one of sse, ws, pages, publish and all; try --help");
        var options = new Options(rest.subList(1, rest.size()));
        for (var option : List.of("url", "users", "ramp", "hold", "token", "sockets", "pages", "publishes")) {
            var value = options.text(option, System.getProperty("tinmoi." + option, ""));
            if (value.isEmpty()) System.clearProperty("tinmoi." + option); // Maven hands on what nobody set as nothing
            else System.setProperty("tinmoi." + option, value);
        }
        options.nothingElse();
        if (Simulations.writes(name) && System.getProperty("tinmoi.token", "").isEmpty())
            throw new Options.Wrong("gatling " + name + " publishes stories: it needs --token");
        Simulations.run(name);
        return 0;
    }

    /** The stream's figures, each on a server of its own unless one is given. */
    private static int figures(List<String> rest) {
        return Fanout.run(new Options(rest))
                | Memory.run(new Options(rest))
                | Idle.run(new Options(rest))
                | Slow.run(new Options(rest));
    }
}
