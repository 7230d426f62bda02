package holdfast.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.NullMarked;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "holdfast", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] DOMAINS = {"holdfast.order..", "holdfast.inventory.."};

    private static final DescribedPredicate<JavaMethodCall> TIME_OR_CHANCE = describe(
            "the time or chance",
            call -> call.getTarget().getName().equals("now")
                    || call.getTarget().getName().equals("currentTimeMillis")
                    || call.getTarget().getName().equals("nanoTime")
                    || call.getTarget().getName().equals("random")
                    || call.getTargetOwner().isEquivalentTo(UUID.class));

    @ArchTest
    static final ArchRule domains_know_no_Spring_no_SQL_and_no_JSON = noClasses()
            .that()
            .resideInAnyPackage(DOMAINS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "java.sql..", "javax.sql..", "tools.jackson..", "com.fasterxml..");

    @ArchTest
    static final ArchRule orders_do_not_know_stock_nor_the_service = noClasses()
            .that()
            .resideInAPackage("holdfast.order..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("holdfast.inventory..", "holdfast.app..");

    @ArchTest
    static final ArchRule stock_does_not_know_orders_nor_the_service = noClasses()
            .that()
            .resideInAPackage("holdfast.inventory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("holdfast.order..", "holdfast.app..");

    @ArchTest
    static final ArchRule time_and_ids_come_to_the_domains_with_commands = noClasses()
            .that()
            .resideInAnyPackage(DOMAINS)
            .should()
            .callMethodWhere(TIME_OR_CHANCE)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class);

    @ArchTest
    static final ArchRule the_service_has_no_cycles =
            slices().matching("holdfast.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aggregates_are_reached_by_commands_only = noClasses()
            .that()
            .resideOutsideOfPackages("holdfast.order..", "holdfast.inventory..", "holdfast.app.commandbus..")
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(AggregateRoot.class);

    @ArchTest
    static final ArchRule controllers_touch_no_SQL_and_no_event_store = noClasses()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.axonframework.eventsourcing..");

    @ArchTest
    static final ArchRule fields_are_not_injected = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule time_is_java_time = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, Calendar.class, java.sql.Timestamp.class, java.sql.Date.class);

    @ArchTest
    static final ArchRule every_package_says_what_may_be_null = classes().should(beInANullMarkedPackage());

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        };
    }
}
