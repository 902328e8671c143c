package vn.tinmoi;

/** The program: reads the settings, wires the rooms, serves. */
public final class Tinmoi {
    private Tinmoi() {}

    public static void main(String[] arguments) {
        System.out.println("tinmoi " + String.join(" ", arguments));
    }
}
