using System.Text.Json;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Cli.Tests;

/// <summary>build and program as processes, over shell scripts that leave the files that the tools would leave.</summary>
public sealed class BuildCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuildCommandTests()
    {
        var shape = new FeatureShape(1, 4, 4);
        var graph = new DataflowGraph<IntegerNode>(
        [
            new("image", new IntegerInput(), [], shape, NumberFormat.UInt8, 1, null),
            new("mask", new IntegerThreshold(9), [0], shape, NumberFormat.Bit, 1, null),
        ]);
        var design = HlsGenerator.Generate(new string('0', 64), graph, BoardCatalogue.Find("basys3").Value, new PlanOptions()).Value;
        Assert.True(BuildFolderWriter.Write(design, _folder["build"]).IsOk);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_the_tools_the_build_says_where_it_looked()
    {
        var (status, output, errors) = Fpgaseg.Run("build", _folder["build"], "--vitis-hls", _folder["none"], "--vivado", _folder["nowhere"]);
        Assert.Equal((2, ""), (status, output));
        Assert.Equal(2, errors.Split("error FS3601: ").Length - 1);
        Assert.Contains(_folder["nowhere"], errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Predictions_and_results_stand_side_by_side()
    {
        Skip.If(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        var build = Build("0.250");
        Assert.Equal(0, build.Status);
        var json = JsonFields.Only(build.Output);
        Assert.Equal(Committed.Build, JsonFields.Of(json));
        Assert.Equal(["hls", "synthesis", "implementation"], json.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("step").GetString()));
        Assert.Equal(5, Resource(json, "DSP").GetProperty("implemented").GetInt32());
        Assert.True(json.GetProperty("timing").GetProperty("met").GetBoolean());
        var table = Fpgaseg.Succeed("build", _folder["build"], "--vitis-hls", _folder["vitis_hls"], "--vivado", _folder["vivado"]);
        Assert.Contains("predicted", table, StringComparison.Ordinal);
        Assert.Contains("worst slack 0.25 ns", table, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_negative_slack_is_a_no()
    {
        Skip.If(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        var (status, output, errors) = Build("-1.500");
        Assert.Equal(1, status);
        Assert.Contains("error FS3606: The design misses its clock: the worst slack is -1.500 ns at a period of 10 ns", errors, StringComparison.Ordinal);
        Assert.False(JsonFields.Only(output).GetProperty("timing").GetProperty("met").GetBoolean());
    }

    [Fact]
    public void Program_checks_bitstream_and_board()
    {
        var (status, _, errors) = Fpgaseg.Run("program", _folder["build"], "--board", "arty-a7-35t");
        Assert.Equal(2, status);
        Assert.Contains("error FS3612: ", errors, StringComparison.Ordinal);
        Assert.Contains("error FS3613: The design is for basys3, not for arty-a7-35t.", errors, StringComparison.Ordinal);
    }

    private static JsonElement Resource(JsonElement report, string name) =>
        report.GetProperty("resources").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);

    private Outcome Build(string slack)
    {
        Script("vitis_hls", """
            mkdir -p vitis_hls/solution/syn/report vitis_hls/solution/impl/ip; echo x > vitis_hls/solution/impl/ip/component.xml
            echo '<profile><PerformanceEstimates/><AreaEstimates><Resources><DSP>4</DSP></Resources></AreaEstimates></profile>' > vitis_hls/solution/syn/report/csynth.xml
            """);
        Script("vivado", $"""
            mkdir -p vivado reports; echo x > vivado/network.xpr; echo x > reports/synthesis_utilization.rpt
            printf '| Slice LUTs | 7 | 0 |\n| Slice Registers | 8 | 0 |\n| Block RAM Tile | 0.5 | 0 |\n| DSPs | 5 | 0 |\n' > reports/utilization.rpt
            printf ' WNS(ns) TNS(ns) x WHS(ns)\n ----\n {slack} 0.0 3 9 0.1 0.0 0 9\n' > reports/timing_summary.rpt
            """);
        return Fpgaseg.Run("build", _folder["build"], "--vitis-hls", _folder["vitis_hls"], "--vivado", _folder["vivado"], "--jobs", "1", "--json");
    }

    private void Script(string name, string text)
    {
        File.WriteAllText(_folder[name], $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
