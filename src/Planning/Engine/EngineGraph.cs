using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Engine;

/// <summary>A network as three stages: the image's reader, the engine, the mask's writer.</summary>
public static class EngineGraph
{
    /// <summary>The stages of <paramref name="source"/> with its program.</summary>
    public static StageGraph Of(DataflowGraph<IntegerNode> source, EngineProgram program)
    {
        var last = source.Nodes.Length - 1;
        StageStream image = Repeated(Stream(source, 0, 0), program.Schedule.Passes.Images), mask = Stream(source, 1, last);
        return new StageGraph(
            source,
            [
                new ReadImageStage("read_image", 0, [], [image]),
                new EngineStage("engine", last, [image], [mask], program),
                new WriteMaskStage("write_mask", last, [mask], []),
            ],
            [image, mask]);
    }

    // The image comes as often as it is read.
    private static StageStream Repeated(StageStream image, int times) => image with { Shape = image.Shape with { Height = times * image.Shape.Height } };

    private static StageStream Stream(DataflowGraph<IntegerNode> source, int id, int node) => new(id, node, source.Nodes[node].Shape, source.Nodes[node].Format);
}
