using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.Toolchain.Reports;

namespace FpgaSeg.Toolchain.Tests;

/// <summary>The readers of the vendor's reports, on reports written by hand.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Csynth_gives_the_design_and_its_functions()
    {
        var report = HlsReport.Read(Fixture("csynth.xml")).Value;
        Assert.Equal(("fpgaseg_top", 1234L, 512L), (report.Top.Name, report.Top.Latency, report.Top.Interval));
        Assert.Equal(new Resources(3.5, 21, 5678, 3456), report.Top.Resources);
        Assert.Equal(7.281, report.PeriodNs);
        var (reader, pool) = (report.Modules[0], report.Modules[1]);
        Assert.Equal(("read_image_n0_net_image_0_s", 190L, 189L), (reader.Name, reader.Latency, reader.Interval));
        Assert.Equal(new HlsLoop("VITIS_LOOP_17_1_VITIS_LOOP_18_2", 1, 189), Assert.Single(reader.Loops));
        Assert.Equal((null, null), (pool.Latency, pool.Interval));
        Assert.Equal([new HlsLoop("rows", null, 7), new HlsLoop("columns", 3, 9)], pool.Loops.AsEnumerable());
    }

    [Fact]
    public void Utilization_gives_what_is_used() => Assert.Equal(new Resources(3.5, 19, 4321, 2987), UtilizationReport.Read(Fixture("utilization.rpt")).Value);

    [Fact]
    public void Timing_gives_slacks()
    {
        var timing = TimingReport.Read(Fixture("timing_summary.rpt")).Value;
        Assert.Equal((1.207, 0.041, 0, true), (timing.WorstSetupNs!.Value, timing.WorstHoldNs!.Value, timing.FailingPaths, timing.IsMet));
    }

    [Theory]
    [InlineData("1.207 ", "-0.5  ", false)]
    [InlineData("0.041", "-0.01", false)]
    [InlineData("1.207", "NA", false)]
    [InlineData("0.041", "NA", true)]
    public void Late_paths_and_designs_without_a_clock_are_not_in_time(string value, string other, bool isMet)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["t.rpt"], File.ReadAllText(Fixture("timing_summary.rpt")).Replace(value, other, StringComparison.Ordinal));
        Assert.Equal(isMet, TimingReport.Read(folder["t.rpt"]).Value.IsMet);
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "<profile/>");
        Assert.Equal("FS3603", Assert.Single(HlsReport.Read(folder["x"]).Errors).Code);
        Assert.Equal("FS3603", Assert.Single(UtilizationReport.Read(folder["x"]).Errors).Code);
        Assert.Equal("FS3603", Assert.Single(TimingReport.Read(folder["x"]).Errors).Code);
        File.WriteAllText(folder["x"], "<profile");
        Assert.Equal("FS3603", Assert.Single(HlsReport.Read(folder["x"]).Errors).Code);
        Assert.Equal("FS3603", Assert.Single(TimingReport.Read(folder["none"]).Errors).Code);
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
