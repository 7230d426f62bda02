package holdfast.app.axonserver;

import holdfast.app.axonserver.StandInServer.RoutedCommand;
import holdfast.app.axonserver.StandInServer.RoutingFault;
import io.axoniq.axonserver.grpc.ErrorMessage;
import io.axoniq.axonserver.grpc.InstructionAck;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.command.Command;
import io.axoniq.axonserver.grpc.command.CommandProviderInbound;
import io.axoniq.axonserver.grpc.command.CommandProviderOutbound;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc.CommandServiceImplBase;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes each command to one of the clients that handle it, always the same one for a routing key and a set of clients. */
final class StandInCommands extends CommandServiceImplBase {

    private final Map<String, List<Client>> handlers = new HashMap<>();
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, Deque<RoutingFault>> faults = new HashMap<>();
    private final List<RoutedCommand> routed = new ArrayList<>();

    private record Pending(Client client, boolean lost, StreamObserver<CommandResponse> sender) {}

    synchronized void fail(RoutingFault fault, String key, int times) {
        faults.put(key, new ArrayDeque<>(Collections.nCopies(times, fault)));
    }

    synchronized List<RoutedCommand> routed() {
        return List.copyOf(routed);
    }

    /** The clients that handle anything. */
    synchronized Set<String> clients() {
        Set<String> all = new HashSet<>();
        handlers.values().forEach(clients -> clients.forEach(client -> all.add(client.id)));
        return all;
    }

    @Override
    public StreamObserver<CommandProviderOutbound> openStream(StreamObserver<CommandProviderInbound> inbound) {
        return new Client(inbound);
    }

    @Override
    public void dispatch(Command command, StreamObserver<CommandResponse> sender) {
        String key = routingKey(command);
        Client client;
        synchronized (this) {
            RoutingFault fault = faults.getOrDefault(key, new ArrayDeque<>()).poll();
            client = clientOf(command.getName(), key);
            if (client == null || fault == RoutingFault.NO_HANDLER) {
                respond(sender, error(command, "AXONIQ-4000", "No handler for " + command.getName()));
                return;
            }
            routed.add(new RoutedCommand(command.getName(), key, client.id));
            if (fault == RoutingFault.NEVER_DELIVERED) {
                return;
            }
            pending.put(command.getMessageIdentifier(), new Pending(client, fault == RoutingFault.REPLY_LOST, sender));
        }
        client.deliver(command);
    }

    private @Nullable Client clientOf(String name, String key) {
        List<Client> clients = handlers.getOrDefault(name, List.of()).stream()
                .sorted(Comparator.comparing(client -> client.id))
                .toList();
        return clients.isEmpty() ? null : clients.get(Math.floorMod(key.hashCode(), clients.size()));
    }

    private static String routingKey(Command command) {
        return command.getProcessingInstructionsList().stream()
                .filter(instruction -> instruction.getKey() == ProcessingKey.ROUTING_KEY)
                .map(instruction -> instruction.getValue().getTextValue())
                .findFirst()
                .orElse("");
    }

    private static CommandResponse error(Command command, String code, String message) {
        return CommandResponse.newBuilder()
                .setRequestIdentifier(command.getMessageIdentifier())
                .setErrorCode(code)
                .setErrorMessage(ErrorMessage.newBuilder().setMessage(message))
                .build();
    }

    private static void respond(StreamObserver<CommandResponse> sender, CommandResponse response) {
        sender.onNext(response);
        sender.onCompleted();
    }

    /** One connection of a client that handles commands. */
    private final class Client implements StreamObserver<CommandProviderOutbound> {

        private final StreamObserver<CommandProviderInbound> inbound;
        private String id = "";

        private Client(StreamObserver<CommandProviderInbound> inbound) {
            this.inbound = inbound;
        }

        private synchronized void deliver(Command command) {
            inbound.onNext(
                    CommandProviderInbound.newBuilder().setCommand(command).build());
        }

        @Override
        public void onNext(CommandProviderOutbound message) {
            switch (message.getRequestCase()) {
                case SUBSCRIBE -> {
                    subscribe(
                            message.getSubscribe().getCommand(),
                            message.getSubscribe().getClientId());
                    acknowledge(message.getInstructionId());
                }
                case UNSUBSCRIBE -> {
                    unsubscribe(message.getUnsubscribe().getCommand());
                    acknowledge(message.getInstructionId());
                }
                case COMMAND_RESPONSE -> answer(message.getCommandResponse());
                default -> {
                    // It may send as much as it likes, and has as much as it likes sent.
                }
            }
        }

        private void subscribe(String command, String clientId) {
            synchronized (StandInCommands.this) {
                id = clientId;
                List<Client> clients = handlers.computeIfAbsent(command, _ -> new ArrayList<>());
                if (!clients.contains(this)) {
                    clients.add(this);
                }
            }
        }

        private void unsubscribe(String command) {
            synchronized (StandInCommands.this) {
                handlers.getOrDefault(command, new ArrayList<>()).remove(this);
            }
        }

        private synchronized void acknowledge(String instructionId) {
            inbound.onNext(CommandProviderInbound.newBuilder()
                    .setAck(InstructionAck.newBuilder()
                            .setInstructionId(instructionId)
                            .setSuccess(true))
                    .build());
        }

        private void answer(CommandResponse response) {
            Pending asked;
            synchronized (StandInCommands.this) {
                asked = pending.remove(response.getRequestIdentifier());
            }
            if (asked != null && !asked.lost) {
                respond(asked.sender, response);
            }
        }

        /** What it was sent and has not answered is told to have failed: whether it was handled nobody knows. */
        private void gone() {
            List<Pending> left = new ArrayList<>();
            synchronized (StandInCommands.this) {
                handlers.values().forEach(clients -> clients.remove(this));
                pending.values().removeIf(asked -> asked.client == this && left.add(asked));
            }
            left.forEach(asked -> respond(
                    asked.sender,
                    CommandResponse.newBuilder()
                            .setErrorCode("AXONIQ-4002")
                            .setErrorMessage(ErrorMessage.newBuilder().setMessage("Connection to handler lost"))
                            .build()));
        }

        @Override
        public void onError(Throwable failure) {
            gone();
        }

        @Override
        public void onCompleted() {
            gone();
            synchronized (this) {
                inbound.onCompleted();
            }
        }
    }
}
