package vn.tinmoi.ingest;

/** A picture or file of WordPress' library; {@code parent}: the post that it was put into. */
record Attachment(String parent, String url, String alt, String caption) {}
