using System.Text.Json;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Tests;

/// <summary>plan and boards, on a network of two 3x3 convolutions of 32x32 pixels.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlanTests() => Save(Model, side: 32, channels: 8);

    private string Model => _folder["model.fsq"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_that_fits_is_said_in_tables_and_ends_with_0()
    {
        var output = Fpgaseg.Succeed("plan", Model, "--board", "arty-a7-100t", "--clock", "150");
        Assert.Contains("frames/s on arty-a7-100t at 150 MHz", output, StringComparison.Ordinal);
        Assert.Contains("fits xc7a100tcsg324-1", output, StringComparison.Ordinal);
        Assert.Contains("predictions, not measurements", output, StringComparison.Ordinal);
        Assert.Contains("conv2d", output, StringComparison.Ordinal);
    }

    /// <summary>The work is that of the three convolutions; totals are those of the parts.</summary>
    [Fact]
    public void Json_has_the_committed_names_and_totals_of_its_parts()
    {
        var report = JsonFields.Only(Fpgaseg.Succeed("plan", Model, "--board", "basys3", "--fps", "500", "--json"));
        Assert.Empty(Committed.Plan.Where(f => !f.StartsWith("skips[]", StringComparison.Ordinal)).Except(JsonFields.Of(report)));
        Assert.Empty(JsonFields.Of(report).Except([.. Committed.Plan, "bottleneck.relief.missing[]", "bottleneck.relief"]));
        var operators = report.GetProperty("operators").EnumerateArray().ToArray();
        Assert.Equal(report.GetProperty("dsp").GetInt32(), operators.Sum(o => o.GetProperty("dsp").GetInt32()));
        Assert.Equal(report.GetProperty("cycles_per_frame").GetInt64(), operators.Max(o => o.GetProperty("cycles").GetInt64()));
        Assert.Equal(2 * 8 * 9 * 1024 + (8 * 8 * 9 * 1024) + (8 * 1024), report.GetProperty("macs").GetInt64());
        Assert.Equal(100e6 / report.GetProperty("cycles_per_frame").GetInt64(), report.GetProperty("fps").GetDouble(), 3);
        Assert.True(report.GetProperty("fits").GetBoolean());
    }

    /// <summary>An engine's program stands in the plan, a line per operator and the head's two as one; its cycles are those of the frame but for the look at each line.</summary>
    [Fact]
    public void An_engine_shows_its_program()
    {
        var report = JsonFields.Only(Fpgaseg.Succeed("plan", Model, "--board", "arty-a7-100t", "--architecture", "engine", "--json"));
        Assert.Empty(Committed.PlanEngine.Except(JsonFields.Of(report)));
        var program = report.GetProperty("engine").GetProperty("program").EnumerateArray().ToArray();
        Assert.Equal(["read", "dense", "dense", "mask"], program.Select(l => l.GetProperty("does").GetString()));
        var work = program.Sum(l => l.GetProperty("cycles").GetInt64());
        Assert.InRange(report.GetProperty("cycles_per_frame").GetInt64(), work, work + (work / 10));
        var output = Fpgaseg.Succeed("plan", Model, "--board", "arty-a7-100t", "--architecture", "engine");
        Assert.Contains("engine of 8 lanes: 4 operators", output, StringComparison.Ordinal);
    }

    /// <summary>What gen-hls writes is what plan showed, with every option.</summary>
    [Theory]
    [InlineData("--architecture", "engine")]
    [InlineData("--board", "basys3")]
    [InlineData("--board", "ulx3s-85f", "--max-dsp", "20", "--clock", "50")]
    [InlineData("--fps", "500")]
    public void Gen_hls_builds_that_plan(params string[] options)
    {
        var plan = JsonFields.Only(Fpgaseg.Succeed(["plan", Model, "--json", .. options]));
        Fpgaseg.Succeed(["gen-hls", Model, "-o", _folder["build"], .. options]);
        var design = JsonDocument.Parse(File.ReadAllText(_folder["build/design.json"])).RootElement;

        Assert.Equal(plan.GetProperty("board").GetString(), design.GetProperty("board").GetString());
        Assert.Equal(plan.GetProperty("clock_mhz").GetDouble(), design.GetProperty("clock_hz").GetDouble() / 1e6);
        string Text(JsonElement o) => $"{o.GetProperty("name")} {o.GetProperty("cycles")} {o.GetProperty("dsp")}";
        Assert.Equal(plan.GetProperty("operators").EnumerateArray().Select(Text), design.GetProperty("operators").EnumerateArray().Select(Text));
    }

    [Fact]
    public void A_plan_that_does_not_fit_ends_with_1_and_advice()
    {
        // 147,456 weights in one convolution: more than the board's block RAM.
        var wide = _folder["wide.fsq"];
        Save(wide, side: 32, channels: 128);
        var outcome = Fpgaseg.Run("plan", wide, "--board", "tang-primer-20k", "--json");
        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("error FS3008: The design does not fit tang-primer-20k: ", outcome.Errors, StringComparison.Ordinal);
        var report = JsonFields.Only(outcome.Output);
        Assert.False(report.GetProperty("fits").GetBoolean());
        var advice = report.GetProperty("advice").EnumerateArray().ToArray();
        Assert.All(advice, a => Assert.Equal(Committed.PlanAdvice, JsonFields.Of(a)));
        Assert.StartsWith("take --board ", advice[0].GetProperty("change").GetString(), StringComparison.Ordinal);
        Assert.Contains($"try   {advice[0].GetProperty("change").GetString()}", outcome.Errors, StringComparison.Ordinal);

        var generated = Fpgaseg.Run("gen-hls", wide, "--board", "tang-primer-20k", "-o", _folder["wide"], "--json");
        Assert.Equal((1, outcome.Errors), (generated.Status, generated.Errors));
        Assert.False(JsonFields.Only(generated.Output).GetProperty("fits").GetBoolean());
        Assert.True(File.Exists(_folder["wide/design.json"]));
    }

    /// <summary>Every turn of every operator and every token of every queue is in the JSON; no queue holds more than its depth.</summary>
    [Fact]
    public void Simulated_cycles_have_their_parts()
    {
        var report = JsonFields.Only(Fpgaseg.Succeed("plan", Model, "--simulate", "--json"));
        Assert.Empty(Committed.PlanCounted.Except(JsonFields.Of(report)));
        var counted = report.GetProperty("counted");
        Assert.Equal(report.GetProperty("operators").GetArrayLength(), counted.GetProperty("operators").GetArrayLength());
        Assert.Equal(report.GetProperty("streams").GetArrayLength(), counted.GetProperty("streams").GetArrayLength());
        Assert.All(counted.GetProperty("streams").EnumerateArray(), s => Assert.InRange(s.GetProperty("high_water").GetInt32(), 1, s.GetProperty("depth").GetInt32()));
        Assert.All(counted.GetProperty("operators").EnumerateArray(), o => Assert.InRange(o.GetProperty("utilisation").GetDouble(), 0, 1));
        Assert.Contains("counted cycle by cycle: ", Fpgaseg.Succeed("plan", Model, "--simulate"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_rate_out_of_reach_ends_with_1()
    {
        var outcome = Fpgaseg.Run("plan", Model, "--board", "basys3", "--fps", "1000000");
        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("error FS3009: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("frames/s on basys3", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_written()
    {
        Fpgaseg.Succeed("plan", Model, "--report", _folder["plan.html"]);
        Assert.Contains("<h2 id=\"schedule-title\">", File.ReadAllText(_folder["plan.html"]), StringComparison.Ordinal);
        File.WriteAllText(_folder["file"], "");
        Refusal.Check(Fpgaseg.Run("plan", Model, "--report", _folder["file/plan.html"]), 2, "FS2151");
    }

    [Theory]
    [InlineData("FS3001", "--board", "breadboard")]
    [InlineData("FS1901", "--clock", "0")]
    [InlineData("FS1901", "--clock", "1e-9")]
    [InlineData("FS1901", "--architecture", "systolic")]
    [InlineData("FS1901", "--max-dsp", "many")]
    [InlineData("FS1901", "--clock", "1000")]
    [InlineData("FS1901", "--max-dsp", "-1")]
    [InlineData("FS1901", "--fps", "0")]
    public void Bad_options_are_refused(string code, params string[] options)
    {
        Refusal.Check(Fpgaseg.Run(["plan", Model, .. options]), 2, code);
        Refusal.Check(Fpgaseg.Run(["gen-hls", Model, "-o", _folder["out"], .. options]), 2, code);
    }

    [Fact]
    public void Values_of_the_wrong_kind_are_refused_in_words_of_the_command_line()
    {
        Assert.StartsWith(
            "error FS1901: 'systolic' is no value of --architecture, which takes automatic, pipeline, engine.",
            Fpgaseg.Run("plan", Model, "--architecture", "systolic").Errors,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "error FS1901: 'many' is no value of --max-dsp, which takes a whole number.", Fpgaseg.Run("plan", Model, "--max-dsp", "many").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_there_is_refused()
    {
        Refusal.Check(Fpgaseg.Run("plan", _folder["no.fsq"]), 2, "FS2001");
        Refusal.Check(Fpgaseg.Run("boards", _folder["no.fsq"]), 2, "FS2001");
    }

    [Fact]
    public void Boards_are_listed_with_their_parts()
    {
        var output = Fpgaseg.Succeed("boards");
        Assert.Contains("xc7a35tcpg236-1", output, StringComparison.Ordinal);
        Assert.Contains("512 KiB sram", output, StringComparison.Ordinal);
        var report = JsonFields.Only(Fpgaseg.Succeed("boards", "--json"));
        Assert.Equal(Committed.Boards, JsonFields.Of(report));
        Assert.Equal(9, report.GetProperty("boards").GetArrayLength());
    }

    [Fact]
    public void Boards_with_a_model_say_which_it_fits()
    {
        var report = JsonFields.Only(Fpgaseg.Succeed("boards", Model, "--json"));
        Assert.Empty(Committed.BoardsWithModel.Except(JsonFields.Of(report)));
        var fits = report.GetProperty("boards").EnumerateArray().ToDictionary(b => b.GetProperty("name").GetString()!, b => b.GetProperty("plan").GetProperty("fits").GetBoolean());
        Assert.True(fits["arty-a7-100t"]);
        Assert.Contains("frames/s", Fpgaseg.Succeed("boards", Model), StringComparison.Ordinal);
    }

    private static void Save(string path, int side, int channels)
    {
        FeatureShape input = new(2, side, side), map = new(channels, side, side), logit = new(1, side, side);
        IntegerConv2d Convolution(int outputs, int inputs, int kernel, Requantizer rule)
        {
            var shape = new KernelShape(outputs, inputs, kernel, kernel);
            return new(new ConvKernel<sbyte>(shape, [.. Enumerable.Range(0, shape.Count).Select(i => (sbyte)((i % 15) - 7))]), 8, WindowGeometry.Same(kernel), 1, [], rule);
        }

        var scale = new Requantizer([.. Enumerable.Repeat(40503, channels)], [.. Enumerable.Repeat(0L, channels)], 20);
        var graph = new DataflowGraph<IntegerNode>(
        [
            new IntegerNode("image", new IntegerInput(), [], input, NumberFormat.UInt8, 1, null),
            new IntegerNode("a", Convolution(channels, 2, 3, scale), [0], map, NumberFormat.UInt8, 1, null),
            new IntegerNode("b", Convolution(channels, channels, 3, scale), [1], map, NumberFormat.UInt8, 1, null),
            new IntegerNode("head", Convolution(1, channels, 1, Requantizer.PassThrough([0])), [2], logit, new NumberFormat(20, IsSigned: true), 1, null),
            new IntegerNode("mask", new IntegerThreshold(0), [3], logit, NumberFormat.Bit, 1, null),
        ]);
        Assert.True(ModelPackageFile.Save(new ModelPackage("test", "test.onnx", new string('0', 64), InputNormalization.UnitRange(2), graph), path).IsOk);
    }
}
