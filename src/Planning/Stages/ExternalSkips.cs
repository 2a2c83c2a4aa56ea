using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Planning.Stages;

/// <summary>Moves skips to memory beside the chip: a stream becomes a store, a stream of tokens and a load.</summary>
internal static class ExternalSkips
{
    /// <summary>Tokens of the streams to a store and from a load: they cover what a burst waits for the memory.</summary>
    public const int Elastic = 32;

    /// <summary>The graph with one stream more that waits outside.</summary>
    public static StageGraph Move(StageGraph graph, StageStream skip)
    {
        var firstFree = graph.Stages.OfType<SkipLoadStage>().Select(s => s.Region.End).DefaultIfEmpty(0).Max();
        var region = ExternalRegion.Of(skip, firstFree);
        var tokens = new StageStream(graph.Streams.Length, skip.Node, new FeatureShape(1, 1, region.Bursts), NumberFormat.Bit);
        var loaded = skip with { Id = graph.Streams.Length + 1 };
        var name = $"{StageNames.Of(skip.Node, graph.Source.Nodes[skip.Node].Name)}_skip{skip.Id}";
        var reader = graph.Stages.Single(s => s.Inputs.Contains(skip));
        var stages = graph.Stages.SelectMany<Stage, Stage>(s => s != reader
            ? [s]
            :
            [
                new SkipStoreStage($"{name}_store", skip.Node, [skip], [tokens], region),
                new SkipLoadStage($"{name}_load", skip.Node, [tokens], [loaded], region),
                s with { Inputs = [.. s.Inputs.Select(i => i == skip ? loaded : i)] },
            ]);
        return graph with { Stages = [.. stages], Streams = [.. graph.Streams, tokens, loaded] };
    }

    /// <summary>The least depth of every stream by id: those of moved skips, where they are more than <paramref name="plain"/>.</summary>
    public static int[] LeastDepths(StageGraph graph, int plain)
    {
        var depths = graph.Streams.Select(_ => plain).ToArray();
        foreach (var store in graph.Stages.OfType<SkipStoreStage>())
            (depths[store.Input.Id], depths[store.Output.Id]) = (Elastic, store.Region.MostTokens);
        foreach (var load in graph.Stages.OfType<SkipLoadStage>())
            depths[load.Output.Id] = Elastic;
        return depths;
    }
}
