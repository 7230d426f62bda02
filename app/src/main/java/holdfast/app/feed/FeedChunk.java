package holdfast.app.feed;

import java.util.List;

/**
 * A stretch of the feed.
 *
 * @param events all that were asked for up to {@code reached}
 * @param reached the position up to which there are no others
 */
record FeedChunk(List<FeedEvent> events, long reached) {}
