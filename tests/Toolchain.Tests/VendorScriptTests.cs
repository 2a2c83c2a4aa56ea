using System.Text;
using FpgaSeg.Boards;
using FpgaSeg.HlsGen;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Toolchain.Tests;

/// <summary>The emitted Tcl scripts run to their end under plain tclsh with recorders in place of the vendors' commands.</summary>
public sealed class VendorScriptTests
{
    private static readonly string[] _steps = ["synthesis", "implementation"];

    public static TheoryData<string> Boards => [.. BoardCatalogue.Names];

    [SkippableTheory]
    [MemberData(nameof(Boards))]
    public void Scripts_run_to_their_end(string board)
    {
        using var folder = Build(board);
        if (BoardCatalogue.Find(board).Value.Family != "xc7")
        {
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.tcl"));
            Assert.Contains("No vendor script", File.ReadAllText(folder["README.txt"]), StringComparison.Ordinal);
            Assert.Equal(0, Tool.Run("sh", ["-n", "board.sh"], folder.Path).Status);
            return;
        }

        AssertEnds(folder, "vitis_hls", "vitis_hls.tcl");
        foreach (var step in _steps.Append("bitstream"))
            AssertEnds(folder, "vivado", "vivado.tcl", step, "2");
        Assert.True(File.Exists(folder["reports/timing_summary.rpt"]));
        Assert.True(File.Exists(folder["fpga.bit"]));
    }

    /// <summary>Without a top level in rtl/ the same script builds the network alone, and no bitstream.</summary>
    [SkippableFact]
    public void A_network_alone_makes_no_bitstream()
    {
        using var folder = Build("arty-a7-35t");
        Directory.Delete(folder["rtl"], recursive: true);
        AssertEnds(folder, "vitis_hls", "vitis_hls.tcl");
        foreach (var step in _steps)
            AssertEnds(folder, "vivado", "vivado.tcl", step);
        var (status, _, errors) = Record(folder, "vivado", "vivado.tcl", "bitstream");
        Assert.Equal(1, status);
        Assert.Contains("no top level", errors, StringComparison.Ordinal);
    }

    /// <summary>A mistake in a script is an error with the command's name.</summary>
    [SkippableTheory]
    [InlineData("vitis_hls", "create_clock -period", "create_clock -periode", "create_clock has no option -periode")]
    [InlineData("vitis_hls", "src/top.cpp", "src/topp.cpp", "add_files: there is no file 'src/topp.cpp'")]
    [InlineData("vitis_hls", "csynth_design\n", "", "export_design comes before csynth_design")]
    [InlineData("vitis_hls", "set_top fpgaseg_top", "set_tops fpgaseg_top", "there is no command 'set_tops'")]
    [InlineData("vitis_hls", "set_part {xc7", "set_part {LFE5U", "is no part of this tool")]
    [InlineData("vitis_hls", "-format ip_catalog", "-format ip_cat", "'ip_cat' is none of")]
    [InlineData("vivado", "board/network.xdc", "board/core.xdc", "there is no file 'board/core.xdc'")]
    [InlineData("vivado", "board/arty-a7-35t.xdc", "board/arty.xdc", "there is no file 'board/arty.xdc'")]
    [InlineData("vivado", "create_ip -vlnv $core", "create_ip -vlnv core", "'core' is none of")]
    [InlineData("vivado", "report_utilization -file", "report_utilisation -file", "there is no command 'report_utilisation'")]
    [InlineData("vivado", "impl/ip]", "impl/ips]", "component.xml'")]
    [InlineData("vivado", "file mkdir reports", "", "there is no folder for")]
    [InlineData("vivado", "save_bd_design", "", "make_wrapper comes before save_bd_design")]
    [InlineData("vivado", "-jobs $jobs", "-jobs", "wants a value")]
    [InlineData("vivado", "-import", "-imports", "make_wrapper has no option -imports")]
    public void Planted_mistakes_are_found(string tool, string good, string bad, string complaint)
    {
        using var folder = Build("arty-a7-35t");
        var script = folder[$"{tool}.tcl"];
        if (tool == "vivado")
            AssertEnds(folder, "vitis_hls", "vitis_hls.tcl");
        // Only these two are not in the part that builds the network alone.
        if (tool == "vivado" && !bad.Contains("arty.xdc", StringComparison.Ordinal) && !bad.Contains("create_ip", StringComparison.Ordinal))
            Directory.Delete(folder["rtl"], recursive: true);
        var text = File.ReadAllText(script);
        Assert.Contains(good, text, StringComparison.Ordinal);
        File.WriteAllText(script, text.Replace(good, bad, StringComparison.Ordinal));
        var (status, _, errors) = Record(folder, tool, $"{tool}.tcl", tool == "vivado" ? ["synthesis"] : []);
        Assert.Equal(1, status);
        Assert.Contains(complaint, errors, StringComparison.Ordinal);
    }

    private static TemporaryFolder Build(string board)
    {
        Skip.IfNot(Tool.Exists("tclsh"), "tclsh is not installed.");
        var folder = new TemporaryFolder();
        var design = HlsGenerator.Generate(Designs.ModelId, OperatorSweeps.ChannelGates(), BoardCatalogue.Find(board).Value, new PlanOptions()).Value;
        Assert.True(BuildFolderWriter.Write(design, folder.Path).IsOk);
        return folder;
    }

    private static void AssertEnds(TemporaryFolder folder, string tool, string script, params string[] arguments)
    {
        var (status, output, errors) = Record(folder, tool, script, arguments);
        Assert.True(status == 0, errors);
        Assert.True(tool == "vitis_hls" || output.Contains($"end of {script}", StringComparison.Ordinal), output);
    }

    private static (int Status, string Output, string Errors) Record(TemporaryFolder folder, string tool, string script, params string[] arguments)
    {
        var recorder = Path.Combine(AppContext.BaseDirectory, "Recorders", "recorder.tcl");
        var (status, output, errors) = Tool.Run("tclsh", [recorder, tool, script, .. arguments], folder.Path);
        return (status, Encoding.UTF8.GetString(output), errors);
    }
}
