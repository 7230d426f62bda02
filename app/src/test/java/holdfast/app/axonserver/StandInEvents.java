package holdfast.app.axonserver;

import holdfast.app.axonserver.StandInServer.Fault;
import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc.EventStoreImplBase;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of the stand-in: of one append all or none, and of a stream one by one. */
final class StandInEvents extends EventStoreImplBase {

    static final Metadata.Key<String> CODE = Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private @Nullable List<Event> delayed;

    synchronized List<Event> all() {
        return List.copyOf(events);
    }

    synchronized void fail(Fault fault, String stream, int times) {
        faults.put(stream, new ArrayDeque<>(Collections.nCopies(times, fault)));
    }

    synchronized boolean deliver() {
        List<Event> late = delayed;
        delayed = null;
        return late != null && store(late);
    }

    /** Whether they could be stored: each has to follow the last one of its stream. */
    synchronized boolean store(List<Event> append) {
        Map<String, Long> next = new HashMap<>();
        for (Event event : append) {
            String stream = event.getAggregateIdentifier();
            long expected = next.getOrDefault(stream, versions.getOrDefault(stream, 0L));
            if (event.getAggregateSequenceNumber() != expected) {
                return false;
            }
            next.put(stream, expected + 1);
        }
        events.addAll(append);
        versions.putAll(next);
        return true;
    }

    private synchronized @Nullable Fault faultOf(List<Event> append) {
        return append.stream()
                .map(event -> faults.getOrDefault(event.getAggregateIdentifier(), new ArrayDeque<>()))
                .map(Deque::poll)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> answer) {
        List<Event> append = new ArrayList<>();
        return new StreamObserver<>() {
            @Override
            public void onNext(Event event) {
                append.add(event);
            }

            @Override
            public void onError(Throwable givenUp) {
                append.clear();
            }

            @Override
            public void onCompleted() {
                Fault fault = faultOf(append);
                if (fault == null) {
                    confirm(store(append), answer);
                } else {
                    misbehave(fault, append, answer);
                }
            }
        };
    }

    private static void confirm(boolean stored, StreamObserver<Confirmation> answer) {
        if (stored) {
            answer.onNext(Confirmation.newBuilder().setSuccess(true).build());
            answer.onCompleted();
        } else {
            Metadata trailers = new Metadata();
            trailers.put(CODE, "AXONIQ-2000");
            answer.onError(
                    Status.UNKNOWN.withDescription("Invalid sequence number").asRuntimeException(trailers));
        }
    }

    private synchronized void misbehave(Fault fault, List<Event> append, StreamObserver<Confirmation> answer) {
        switch (fault) {
            case STORED_BUT_SILENT -> store(append);
            case STORED_BUT_BROKEN -> {
                store(append);
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
            }
            case CONFLICT -> confirm(false, answer);
            case LOST -> answer.onError(Status.UNAVAILABLE.asRuntimeException());
            case DELAYED -> {
                delayed = append;
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
            }
        }
    }

    @Override
    public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> answer) {
        answer.onNext(TrackingToken.newBuilder().setToken(all().size() - 1L).build());
        answer.onCompleted();
    }

    /** Sends as many as the client permits of those that there are; nobody here waits for further ones. */
    @Override
    public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> client) {
        return new StreamObserver<>() {
            private long next = -1;

            @Override
            public void onNext(GetEventsRequest request) {
                next = next < 0 ? request.getTrackingToken() : next;
                List<Event> known = all();
                for (long permits = request.getNumberOfPermits(); permits > 0 && next < known.size(); permits--) {
                    client.onNext(EventWithToken.newBuilder()
                            .setToken(next)
                            .setEvent(known.get((int) next))
                            .build());
                    next++;
                }
            }

            @Override
            public void onError(Throwable failure) {
                // The client went away.
            }

            @Override
            public void onCompleted() {
                client.onCompleted();
            }
        };
    }
}
