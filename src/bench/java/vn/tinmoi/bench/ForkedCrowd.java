package vn.tinmoi.bench;

/** Readers in a process of their own, because one may open only so many file descriptors. */
final class ForkedCrowd implements Crowd {
    private final Fork fork;

    ForkedCrowd(Habits habits) {
        fork = new Fork("crowd", "--url", habits.sites().getFirst().toString(), "--protocol", habits.protocol());
    }

    @Override
    public void open(int streams) {
        expect("opened", fork.ask("open " + streams));
    }

    @Override
    public Tally tally() {
        return Tally.decode(fork.ask("tally"));
    }

    @Override
    public long furthestBehind() {
        return Long.parseLong(fork.ask("behind"));
    }

    @Override
    public void forgetLatencies() {
        expect("forgot", fork.ask("forget"));
    }

    private static void expect(String word, String answer) {
        if (!answer.equals(word)) throw new IllegalStateException("the readers' process said: " + answer);
    }

    @Override
    public void close() {
        fork.close();
    }
}
