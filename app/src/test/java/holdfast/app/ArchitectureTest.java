package holdfast.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
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
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Controller;

@AnalyzeClasses(packages = "holdfast", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ORDER = "holdfast.order..";
    private static final String STOCK = "holdfast.inventory..";

    private static final DescribedPredicate<JavaMethodCall> TIME_OR_CHANCE = describe(
            "that tell the time or draw lots",
            call -> Set.of("now", "currentTimeMillis", "nanoTime", "random", "randomUUID")
                    .contains(call.getTarget().getName()));

    @ArchTest
    static final ArchRule domains_know_no_Spring_no_SQL_and_no_JSON = domains()
            .should(dependOnAnyOf(
                    "org.springframework..", "java.sql..", "javax.sql..", "tools.jackson..", "com.fasterxml.."));

    @ArchTest
    static final ArchRule time_and_ids_come_to_the_domains_with_commands = domains()
            .should()
            .callMethodWhere(TIME_OR_CHANCE)
            .orShould()
            .dependOnClassesThat(assignableTo(Clock.class).or(assignableTo(RandomGenerator.class)));

    @ArchTest
    static final ArchRule orders_do_not_know_stock =
            noClasses().that().resideInAPackage(ORDER).should(dependOnAnyOf(STOCK, "holdfast.app.."));

    @ArchTest
    static final ArchRule stock_does_not_know_orders =
            noClasses().that().resideInAPackage(STOCK).should(dependOnAnyOf(ORDER, "holdfast.app.."));

    @ArchTest
    static final ArchRule the_service_has_no_cycles =
            slices().matching("holdfast.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aggregates_are_reached_by_commands_only = noClasses()
            .that()
            .resideOutsideOfPackages(ORDER, STOCK, "holdfast.app.commandbus..")
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(AggregateRoot.class);

    @ArchTest
    static final ArchRule lists_are_asked_for_by_queries = classes()
            .that()
            .haveNameMatching(".*\\.(OrderListController|StockReadController|MovementController|TabController)")
            .or()
            .haveSimpleNameEndingWith("ListPage")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(QueryGateway.class);

    @ArchTest
    static final ArchRule controllers_only_translate = noClasses()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should(dependOnAnyOf("java.sql..", "javax.sql..", "org.springframework.jdbc..", "..eventsourcing.."));

    @ArchTest
    static final ArchRule fields_are_not_injected = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule time_is_java_time = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, Calendar.class, java.sql.Timestamp.class, java.sql.Date.class);

    @ArchTest
    static final ArchRule every_package_says_what_may_be_null = classes().should(beInANullMarkedPackage());

    private static ArchCondition<JavaClass> dependOnAnyOf(String... packages) {
        return dependOnClassesThat(resideInAnyPackage(packages));
    }

    private static GivenClassesConjunction domains() {
        return noClasses().that().resideInAnyPackage(ORDER, STOCK);
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return have(describe(
                "a package marked @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }
}
