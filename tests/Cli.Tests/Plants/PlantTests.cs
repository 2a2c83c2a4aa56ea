using System.Diagnostics;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.HlsGen;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Simulator.Reference;
using FpgaSeg.Verification.Board;
using FpgaSeg.Verification.Divergence;
using FpgaSeg.VirtualBoard.Board;
using Xunit.Abstractions;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>
/// Flips single bits in the generated C++ of the shipped network (16x16): each one that changes any tensor is located by verify, and the operator named is the one that has the
/// fault. FPGASEG_PLANTS says how many per architecture; the default makes 200 of both.
/// </summary>
[Collection(SharedPipeline.Name)]
public sealed class PlantTests(Pipeline pipeline, ITestOutputHelper log)
{
    private const int Size = 16;
    private const int Seed = 5;
    private const int Batch = 16;
    private static readonly int Wanted = int.Parse(Environment.GetEnvironmentVariable("FPGASEG_PLANTS") ?? "100");

    [SkippableTheory]
    [InlineData(Architecture.Pipeline, 3)]
    [InlineData(Architecture.Engine, 3)]
    public async Task Every_flipped_bit_that_changes_a_tensor_is_located_in_its_operator(Architecture architecture, int kinds)
    {
        Skip.IfNot(BitExactness.TracedProgram.Exists("g++") && BitExactness.TracedProgram.Exists("make"), "make and g++ are needed.");
        var graph = ResizedGraph.Of(pipeline.Graph, Size, Size)!;
        using var folder = new TemporaryFolder();
        var package = ModelPackageFile.Load(pipeline.Model).Value.Package with { Graph = graph };
        var id = ModelPackageFile.Save(package, folder["model.fsq"]).Value;
        var board = BoardCatalogue.Find(BoardCatalogue.Default).Value;
        var design = HlsGenerator.Generate(id, graph, board, new PlanOptions(Architecture: architecture)).Value;
        using var program = new PlantedProgram(design);
        var engine = design.Plan.Stages.Select(s => s.Stage).OfType<EngineStage>().SingleOrDefault();
        IPlantSource source = engine is null ? new PlantSource(graph, program, Seed) : new EnginePlantSource(engine.Program, program, Seed);
        var image = PixelTensor.Load(Repository.FirstImages(1)[0], graph.Input.Shape).Value;
        Assert.Equal(kinds, await LocateAllAsync(program, source, graph, image));
        if (engine is null)
            OneIsNamedByTheCommand(program, folder, graph);
    }

    /// <summary>Returns how many kinds of faults were located.</summary>
    private async Task<int> LocateAllAsync(PlantedProgram program, IPlantSource source, DataflowGraph<IntegerNode> graph, FeatureMap<byte> image)
    {
        var whole = Assert.Single(program.Compute(image, [Plant.None]));
        Assert.Null(DivergenceLocator.Locate(graph, "whole", new ReferenceSimulator(graph).RunAll(image), whole.Tensors));
        var verifier = new BoardVerifier(graph, 1);
        var identity = BoardIdentity.Of(program.Design().Manifest, isPaced: false);
        var (located, harmless, inMask, clock) = (new Dictionary<string, int>(), 0, 0, Stopwatch.StartNew());
        while (located.Values.Sum() < Wanted)
        {
            Plant[] plants = [.. Enumerable.Range(0, Batch).Select(_ => source.Next())];
            foreach (var (plant, run) in plants.Zip(program.Compute(image, plants)))
            {
                if (whole.Tensors.All(t => t.Value.Data.AsSpan().SequenceEqual(run.Tensors[t.Key].Data)))
                {
                    harmless++;
                    continue;
                }

                var found = await new PlantedBoard(identity, run.Mask, run.Tensors).VerifyAsync(verifier, image);
                Check(plant, found, graph, whole.Tensors);
                inMask += found.DifferingImages;
                located[plant.Kind] = located.GetValueOrDefault(plant.Kind) + 1;
            }
        }

        log.WriteLine($"{string.Join(", ", located.Select(k => $"{k.Value} {k.Key}"))} located, {inMask} of them changed the mask; {harmless} changed nothing; {clock.Elapsed.TotalSeconds:F1} s");
        return located.Count;
    }

    private static void Check(Plant plant, VerificationResult found, DataflowGraph<IntegerNode> graph, Dictionary<int, FeatureMap<int>> whole)
    {
        var d = found.Divergence;
        Assert.False(found.IsBitExact);
        Assert.True(d is not null && d.Node == plant.Node && d.Operator == graph.Nodes[plant.Node].Name, $"{plant}: {d}");
        Assert.Equal(whole[d.Node][d.Channel, d.Y, d.X], d.Expected);
        Assert.NotEqual(d.Expected, d.Actual);
        if (plant.Kind != "stream")
            return;

        // Of a token every field is known: in stream order, rows, then columns, then channels.
        var shape = graph.Nodes[plant.Node].Shape;
        var (pixel, channel) = Math.DivRem(plant.Element, shape.Channels);
        Assert.Equal((channel, pixel / shape.Width, pixel % shape.Width), (d.Channel, d.Y, d.X));
        var changed = (d.Expected ^ d.Actual) & ((1L << graph.Nodes[plant.Node].Format.Bits) - 1);
        Assert.Equal(1L << plant.Bit, changed);
    }

    /// <summary>The whole way: a board process with one changed weight, the verify command, its report.</summary>
    private static void OneIsNamedByTheCommand(PlantedProgram program, TemporaryFolder folder, DataflowGraph<IntegerNode> graph)
    {
        var head = program.Roms().Last(r => r.Name.EndsWith("_head_conv_weights", StringComparison.Ordinal));
        var node = Enumerable.Range(0, graph.Nodes.Length).Last(i => graph.Nodes[i].Operator is IntegerConv2d);
        program.Plant(Enumerable.Repeat(new Plant("rom", head.Name, 0, 6, node), 8));
        var refused = Fpgaseg.Run("virtual-board", program.Folder, "--json");
        Assert.Equal(2, refused.Status);
        Assert.Contains("error FS4503: ", refused.Errors, StringComparison.Ordinal);

        using var board = RunningBoard.Start(program.Folder, "--baud", "0", "--allow-modified");
        var (status, output, errors) = Fpgaseg.Run(
            ["verify", folder["model.fsq"], "--device", board.Device, "--build", program.Folder, "--layers", .. Repository.FirstImages(2), "--json"]);
        Assert.Equal(1, status);
        Assert.Contains($"operator '{graph.Nodes[node].Name}'", errors, StringComparison.Ordinal);
        var report = JsonFields.Only(output);
        Assert.Equal(Committed.VerifyDivergence, JsonFields.Of(report));
        Assert.False(report.GetProperty("bit_exact").GetBoolean());
        Assert.Equal(1, report.GetProperty("traced_images").GetInt32());
        Assert.Equal(graph.Nodes[node].Name, report.GetProperty("first_divergence").GetProperty("operator").GetString());
    }
}
