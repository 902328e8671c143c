package vn.tinmoi.live;

/**
 * One subscriber's connection, whatever it is made of. Nothing here waits; what is sent to a full wire is kept by the
 * transport without bound, so whoever sends asks {@link #full} first. Owned by the loop of its hub.
 */
interface Wire {
    /** Whom the wire tells about itself, on its loop. */
    interface Reader {
        /** It was full and takes more now. */
        void drained();

        /** It is gone; nothing sent from now on arrives. Called at least once after any end. */
        void closed();

        /** The server is about to close it. */
        void stopping();
    }

    /** From now on {@code reader} is told. */
    void open(Reader reader);

    boolean full();

    /** May stay here until {@link #flush}. */
    void send(Frame frame);

    void flush();

    /** Shows proxies and the other end that this one lives; flushes. */
    void beat();

    /** Closes in good order: what was sent before is flushed and arrives. */
    void end();

    /** Closes at once, for a reader that does not read. */
    void cut();
}
