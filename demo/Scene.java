/** Something that happens in a shop. */
interface Scene {

    String name();

    /** One line for whoever watches. */
    String tells();

    void play(Options options, Report report) throws Exception;
}
