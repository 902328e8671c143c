package vn.tinmoi.bench.gatling;

import io.gatling.charts.component.Component;
import io.gatling.charts.component.ComponentLibrary;
import io.gatling.charts.report.GroupContainer;
import io.gatling.charts.stats.CountsVsTimePlot;
import io.gatling.charts.stats.IntVsTimePlot;
import io.gatling.charts.stats.PercentVsTimePlot;
import io.gatling.charts.stats.PercentilesVsTimePlot;
import io.gatling.charts.stats.Ranges;
import io.gatling.charts.stats.UserSeries;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

/**
 * Gatling's report with its tables and without its charts: what draws those is Highcharts, whose licence is not a permissive
 * one. Found by its name under {@code META-INF/services}.
 */
public final class TablesOnly implements ComponentLibrary {
    private static final Component NOTHING = new Nothing();

    private static final class Nothing extends Component {
        @Override
        public String html() {
            return "";
        }

        @Override
        public String js() {
            return "";
        }

        @Override
        @SuppressWarnings("unchecked") // an empty list is one of anything
        public Seq<String> jsFiles() {
            return (Seq<String>) (Seq<?>) Nil$.MODULE$;
        }
    }

    @Override
    public Component getUserStartRateComponent(String title, long start, UserSeries all, Seq<UserSeries> each) {
        return NOTHING;
    }

    @Override
    public Component getMaxConcurrentUsersComponent(String title, long start, UserSeries all, Seq<UserSeries> each) {
        return NOTHING;
    }

    @Override
    public Component getRangesComponent(String chart, String events, String name, Ranges ranges, boolean large) {
        return NOTHING;
    }

    @Override
    public Component getRequestCountPolarComponent(GroupContainer root) {
        return NOTHING;
    }

    @Override
    public Component getDistributionComponent(
            String title, String axis, String events, Seq<PercentVsTimePlot> good, Seq<PercentVsTimePlot> failed) {
        return NOTHING;
    }

    @Override
    public Component getPercentilesOverTimeComponent(
            String title, String axis, String events, long start, Seq<PercentilesVsTimePlot> good) {
        return NOTHING;
    }

    @Override
    public Component getRequestsComponent(String title, long start, Seq<CountsVsTimePlot> counts) {
        return NOTHING;
    }

    @Override
    public Component getResponsesComponent(String title, long start, Seq<CountsVsTimePlot> counts) {
        return NOTHING;
    }

    @Override
    public Component getResponseTimeScatterComponent(String title, Seq<IntVsTimePlot> good, Seq<IntVsTimePlot> failed) {
        return NOTHING;
    }
}
