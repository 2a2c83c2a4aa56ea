using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.Toolchain.Building;

namespace FpgaSeg.Toolchain.Tests.Building;

/// <summary>build over programs that stand in for the vendor's.</summary>
public sealed class DesignBuildTests
{
    private static readonly BuildListener _deaf = new((_, _) => { }, _ => { });

    [SkippableFact]
    public async Task A_build_runs_every_step_once_and_again_only_what_changed()
    {
        using var fakes = new VendorFakes();
        var steps = (await DesignBuild.RunAsync(fakes.Request(BuildStep.Implementation), _deaf, default)).Value;
        Assert.Equal([BuildStep.Hls, BuildStep.Synthesis, BuildStep.Implementation], steps.Select(s => s.Step));
        Assert.All(steps, s => Assert.NotNull(s.Seconds));
        Assert.Equal(["vitis_hls ", "vivado synthesis", "vivado implementation"], fakes.Runs.Select(r => r.TrimEnd() == "vitis_hls" ? "vitis_hls " : r));
        Assert.Contains("csynth_design", await File.ReadAllTextAsync(Path.Combine(fakes.Build, "hls.log")), StringComparison.Ordinal);

        Assert.All((await DesignBuild.RunAsync(fakes.Request(BuildStep.Implementation), _deaf, default)).Value, s => Assert.Null(s.Seconds));
        Assert.Equal(3, fakes.Runs.Length);
        var elsewhere = fakes.Request(BuildStep.Implementation) with { Search = new VendorSearch(null, null, _ => null) };
        Assert.All((await DesignBuild.RunAsync(elsewhere, _deaf, default)).Value, s => Assert.Null(s.Seconds));

        await File.AppendAllTextAsync(Path.Combine(fakes.Build, "reports/synthesis_utilization.rpt"), "touched");
        var again = (await DesignBuild.RunAsync(fakes.Request(BuildStep.Implementation), _deaf, default)).Value;
        Assert.Equal([true, false, false], again.Select(s => s.Seconds is null));
    }

    [SkippableFact]
    public async Task Reports_stand_beside_predictions()
    {
        using var fakes = new VendorFakes();
        Assert.True((await DesignBuild.RunAsync(fakes.Request(BuildStep.Implementation), _deaf, default)).IsOk);
        var comparison = BuildComparison.Read(fakes.Build, fakes.Design.Manifest, fakes.Board, BuildStep.Implementation).Value;
        var prediction = fakes.Design.Manifest.Prediction;
        Assert.Equal(new ResourceRow("DSP", prediction.Dsp, 21, 19, 90), comparison.Resources[0]);
        Assert.Equal(new ResourceRow("block RAM", prediction.BlockRam, 3.5, 3.5, 50), comparison.Resources[1]);
        Assert.Equal(new ResourceRow("LUT", null, 5678, 4321, 20800), comparison.Resources[2]);
        Assert.Equal((512L, 10.0, 7.281, true), (comparison.HlsCycles!.Value, comparison.PeriodNs, comparison.HlsPeriodNs, comparison.Timing!.IsMet));
        Assert.Equal(fakes.Design.Manifest.Operators.Select(o => o.Name), comparison.Stages.Select(s => s.Name));
        var reader = comparison.Stages.Single(s => s.Name == "n0_net_image_0");
        Assert.Equal((189L, 1, 0, 88), (reader.HlsCycles!.Value, reader.WorstInterval!.Value, reader.HlsDsp!.Value, reader.HlsLut!.Value));
        Assert.Contains(comparison.Stages, s => s.HlsCycles is null && s.HlsLut is null);

        var early = BuildComparison.Read(fakes.Build, fakes.Design.Manifest, fakes.Board, BuildStep.Hls).Value;
        Assert.Equal((null, null), (early.Timing, early.Resources[0].Implemented));
    }

    [SkippableFact]
    public async Task A_failure_names_the_tool_s_errors_and_the_log_and_keeps_what_was_done()
    {
        using var fakes = new VendorFakes();
        fakes.Write("vivado", "echo 'INFO: x'; echo 'ERROR: [Synth 8-1] no licence'; exit 4", "");
        var error = Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Synthesis), _deaf, default)).Errors);
        Assert.Equal(("FS3604", "synthesis.log", "ERROR: [Synth 8-1] no licence"), (error.Code, error.At, error.Why));
        Assert.Equal(2, fakes.Runs.Length);
        Assert.Equal("FS3604", Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Synthesis), _deaf, default)).Errors).Code);
        Assert.Equal(3, fakes.Runs.Length);
    }

    [SkippableFact]
    public async Task A_step_beyond_its_limit_is_ended()
    {
        using var fakes = new VendorFakes();
        fakes.Write("vitis_hls", "sleep 600", "");
        var error = Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Hls, TimeSpan.FromSeconds(0.2)), _deaf, default)).Errors);
        Assert.Equal("FS3605", error.Code);
    }

    [SkippableFact]
    public async Task An_interrupted_step_is_not_done()
    {
        using var fakes = new VendorFakes();
        fakes.Write("vitis_hls", "echo started; sleep 600", "");
        using var stop = new CancellationTokenSource();
        var listener = new BuildListener((_, _) => { }, line => stop.CancelAfter(line == "started" ? 0 : Timeout.Infinite));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DesignBuild.RunAsync(fakes.Request(BuildStep.Hls), listener, stop.Token));
        Assert.False(File.Exists(Path.Combine(fakes.Build, "build-state.json")));
    }

    [SkippableFact]
    public async Task A_tool_that_leaves_no_report_has_failed()
    {
        using var fakes = new VendorFakes();
        File.Delete(Path.Combine(fakes.Reports, "csynth.xml"));
        var error = Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Hls), _deaf, default)).Errors);
        Assert.Equal("FS3608", error.Code);
    }

    /// <summary>Writing to /dev/full fails like a full disk.</summary>
    [SkippableFact]
    public async Task A_full_disk_is_an_error()
    {
        using var fakes = new VendorFakes();
        Skip.IfNot(File.Exists("/dev/full"), "/dev/full is not here.");
        File.CreateSymbolicLink(Path.Combine(fakes.Build, "hls.log"), "/dev/full");
        var error = Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Hls), _deaf, default)).Errors);
        Assert.Equal("FS3607", error.Code);
    }

    [SkippableFact]
    public async Task What_is_missing_is_said_before_anything_runs()
    {
        using var fakes = new VendorFakes();
        var nowhere = fakes.Request(BuildStep.Synthesis) with { Search = new VendorSearch(null, null, _ => null) };
        var errors = (await DesignBuild.RunAsync(nowhere, _deaf, default)).Errors;
        Assert.Equal(["FS3601", "FS3601"], errors.Select(e => e.Code));
        Directory.Delete(Path.Combine(fakes.Build, "rtl"), recursive: true);
        Assert.Equal("FS3614", Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Bitstream), _deaf, default)).Errors).Code);
        Assert.Empty(fakes.Runs);

        using var lattice = new VendorFakes("ulx3s-85f");
        Assert.Equal("FS3610", Assert.Single((await DesignBuild.RunAsync(lattice.Request(BuildStep.Hls), _deaf, default)).Errors).Code);
    }

    /// <summary>A top that is no dataflow region any more never reaches a tool.</summary>
    [SkippableFact]
    public async Task Broken_rules_stop_the_build_before_it_starts()
    {
        Skip.IfNot(Tool.Exists("clang++"), "clang++ is not installed.");
        using var fakes = new VendorFakes();
        var top = Path.Combine(fakes.Build, "src", "top.cpp");
        await File.WriteAllTextAsync(top, (await File.ReadAllTextAsync(top)).Replace("FS_HLS(DATAFLOW)", "", StringComparison.Ordinal));
        var error = Assert.Single((await DesignBuild.RunAsync(fakes.Request(BuildStep.Hls) with { IsChecked = true }, _deaf, default)).Errors);
        Assert.Equal(("FS3609", "fpgaseg_top"), (error.Code, error.At));
        Assert.Empty(fakes.Runs);
    }

    [SkippableFact]
    public async Task A_top_level_makes_a_bitstream()
    {
        using var fakes = new VendorFakes();
        var steps = await DesignBuild.RunAsync(fakes.Request(BuildStep.Bitstream), _deaf, default);
        Assert.True(steps.IsOk, steps.IsOk ? "" : steps.Errors[0].ToString());
        Assert.True(File.Exists(Path.Combine(fakes.Build, "fpga.bit")));
    }

    [SkippableFact]
    public void Tools_are_found_where_the_settings_scripts_put_them()
    {
        using var fakes = new VendorFakes();
        var root = Path.GetDirectoryName(Path.GetDirectoryName(fakes.Program("vivado")))!;
        string? Settings(string name) => name is "XILINX_VIVADO" or "XILINX_HLS" ? root : null;
        Assert.Equal(fakes.Program("vivado"), VendorTools.Vivado(new VendorSearch(null, null, Settings)).Value);
        Assert.Equal(fakes.Program("vitis_hls"), VendorTools.Hls(new VendorSearch(null, null, Settings)).Value);
        string? Path_(string name) => name == "PATH" ? $"/nowhere{Path.PathSeparator}{Path.Combine(root, "bin")}" : null;
        Assert.Equal(fakes.Program("vitis_hls"), VendorTools.Hls(new VendorSearch(null, null, Path_)).Value);
        Assert.Equal("FS3601", Assert.Single(VendorTools.Vivado(new VendorSearch(null, "/no/vivado", Settings)).Errors).Code);
    }
}
