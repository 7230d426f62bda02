package holdfast.app.commandbus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** Whoever wants to follow up on groups of commands; they are added once they can send commands themselves. */
@Component
public class GroupSequels {

    private final List<GroupSequel> sequels = new CopyOnWriteArrayList<>();

    public void add(GroupSequel sequel) {
        sequels.add(sequel);
    }

    void follow(UnitOfWork<?> group) {
        sequels.forEach(sequel -> sequel.follow(group));
    }

    void leave(UnitOfWork<?> group) {
        sequels.forEach(sequel -> sequel.leave(group));
    }
}
