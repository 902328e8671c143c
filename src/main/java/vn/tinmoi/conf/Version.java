package vn.tinmoi.conf;

/** Which version of the program this is. */
public final class Version {
    private Version() {}

    /** As the jar says it, else as whoever started the class folder says it. */
    public static String current() {
        var packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? System.getProperty("tinmoi.version", "(not packaged)") : packaged;
    }
}
