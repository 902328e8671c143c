package vn.tinmoi.bench;

/** Debian's nginx with nchan, two workers. */
final class Nchan extends PeerProgram {
    private static final String CONFIGURATION = """
            load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
            daemon off; worker_processes 2; worker_rlimit_nofile 20000; pid %1$s/pid; error_log %1$s/error;
            events { worker_connections 19000; }
            http {
              access_log off; nchan_shared_memory_size 256m;
              server {
                listen 127.0.0.1:%2$d backlog=4096;
                location /stream { nchan_subscriber eventsource; nchan_channel_id news; nchan_subscriber_first_message newest; }
                location /publish { nchan_publisher; nchan_channel_id news; nchan_message_buffer_length 10; }
              }
            }
            """;

    private Nchan() {
        super("nchan");
    }

    static Peer begin() {
        var nchan = new Nchan();
        return nchan.start(CONFIGURATION.formatted(nchan.folder(), nchan.port()), "nginx", "-c");
    }

    @Override
    void publish(String token) {
        post(at(port(), "/publish"), story(token), "X-EventSource-Event", "article.published");
    }
}
