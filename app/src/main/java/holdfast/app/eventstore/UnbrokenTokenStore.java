package holdfast.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;

/**
 * Moves a token only on from where this node last left or found it.
 *
 * <p>Read models commit without waiting for the disk. So a server that crashes may take such a batch back, with its
 * token, from a node that lives on and knows nothing of it; and a node that was paused may have lost its claim to another
 * one that went on meanwhile. In either case the processor is stopped here, and begins anew from what is stored.
 */
final class UnbrokenTokenStore extends JdbcTokenStore {

    private record Claim(String processor, int segment) {}

    private final TokenSchema schema;
    private final String node;
    /** The tokens as they are stored, if nothing happened behind this node's back. */
    private final Map<Claim, byte[]> left = new ConcurrentHashMap<>();

    UnbrokenTokenStore(Builder builder, TokenSchema schema, String node) {
        super(builder.schema(schema).nodeId(node));
        this.schema = schema;
        this.node = node;
    }

    @Override
    protected TrackingToken claimToken(Connection connection, AbstractTokenEntry<?> entry) throws SQLException {
        TrackingToken token = super.claimToken(connection, entry);
        left.put(new Claim(entry.getProcessorName(), entry.getSegment()), (byte[])
                entry.getSerializedToken().getData());
        return token;
    }

    @Override
    public void extendClaim(String processor, int segment) {
        Claim claim = new Claim(processor, segment);
        byte[] before = left.get(claim);
        super.extendClaim(processor, segment); // claims it anew, wherever it is
        if (!Arrays.equals(before, left.get(claim))) {
            throw notAsLeft(processor);
        }
    }

    @Override
    public void storeToken(TrackingToken token, String processor, int segment) {
        super.storeToken(token, processor, segment);
        // When the transaction comes to nothing the processor claims its token again before it stores another one.
        left.put(
                new Claim(processor, segment),
                entry(token, processor, segment).getSerializedToken().getData());
    }

    private GenericTokenEntry<byte[]> entry(TrackingToken token, String processor, int segment) {
        return new GenericTokenEntry<>(token, serializer(), byte[].class, processor, segment);
    }

    @Override
    protected PreparedStatement storeUpdate(Connection connection, TrackingToken token, String processor, int segment)
            throws SQLException {
        GenericTokenEntry<byte[]> next = entry(token, processor, segment);
        PreparedStatement update = connection.prepareStatement("update " + schema.tokenTable()
                + " set " + schema.tokenColumn() + " = ?, " + schema.tokenTypeColumn() + " = ?, "
                + schema.timestampColumn() + " = ? where " + schema.ownerColumn() + " = ? and "
                + schema.processorNameColumn() + " = ? and " + schema.segmentColumn() + " = ? and "
                + schema.tokenColumn() + " = ?");
        update.setBytes(1, next.getSerializedToken().getData());
        update.setString(2, next.getSerializedToken().getType().getName());
        update.setString(3, next.timestampAsString());
        update.setString(4, node);
        update.setString(5, processor);
        update.setInt(6, segment);
        update.setBytes(7, left.get(new Claim(processor, segment)));
        return update;
    }

    /** Reached when nothing was updated; it would have the token claimed once more, wherever it is now. */
    @Override
    protected void updateToken(
            Connection connection, ResultSet stored, TrackingToken token, String processor, int segment) {
        throw notAsLeft(processor);
    }

    private static UnableToClaimTokenException notAsLeft(String processor) {
        return new UnableToClaimTokenException(
                "The token of " + processor + " is not as this node left it; it begins anew from what is stored");
    }
}
