using FpgaSeg.Cli.Commands;
using FpgaSeg.Graph.Analysis;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What inspect prints.</summary>
internal static class InspectReporter
{
    public static int Print(CommandOutput output, string file, InspectedModel model)
    {
        var (network, memory) = (model.Network, model.Network.Memory);
        output.Report(() => Json(file, model), () => ReportContext.Default.InspectReport);
        if (output.Json)
            return ExitCode.Done;
        output.Tables.Write(NodeTable(network));
        if (memory.Skips.Any())
            output.Tables.Write(SkipTable(network));
        output.Say($"{network.Parameters:N0} parameters, {network.Macs:N0} multiply-accumulates (convolutions, without biases), {network.WeightBytes:N0} bytes of weights");
        output.Say($"at most {memory.PeakBytes:N0} bytes of activations at once, at node {memory.PeakNode} '{network.Nodes[memory.PeakNode].Name}'");
        output.Say($"long skips hold {memory.Skips.Where(s => s.IsLong).Sum(s => s.Bytes):N0} bytes");
        if (model.ModelId is { } id)
            output.Say($"model id {id}");
        return ExitCode.Done;
    }

    private static Table NodeTable(NetworkSummary network)
    {
        var table = TableOf(["name", "operator", "inputs", "format"], "#", "name", "operator", "inputs", "output", "format", "parameters", "MAC", "bytes");
        foreach (var n in network.Nodes)
        {
            table.AddRow(
                $"{n.Index}",
                Markup.Escape(n.Name),
                n.Operator,
                string.Join(' ', n.Inputs),
                n.Shape.ToString(),
                n.Format,
                CountOf(n.Cost.Parameters),
                CountOf(n.Cost.Macs),
                $"{n.ActivationBytes:N0}");
        }

        return table;
    }

    private static Table SkipTable(NetworkSummary network)
    {
        var table = TableOf(["skip", "waits for", "kind"], "skip", "waits for", "steps", "bytes", "kind");
        foreach (var s in network.Memory.Skips)
        {
            table.AddRow(
                $"{s.Node} {Markup.Escape(network.Nodes[s.Node].Name)}",
                $"{s.LastReader} {Markup.Escape(network.Nodes[s.LastReader].Name)}",
                $"{s.Steps}",
                $"{s.Bytes:N0}",
                s.IsLong ? "long" : "residual");
        }

        return table;
    }

    private static Table TableOf(string[] leftAligned, params string[] headings)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(heading) { Alignment = leftAligned.Contains(heading) ? Justify.Left : Justify.Right });
        return table;
    }

    private static string CountOf(long count) => count == 0 ? "" : $"{count:N0}";

    private static InspectReport Json(string file, InspectedModel model)
    {
        var (network, memory) = (model.Network, model.Network.Memory);
        return new InspectReport(
            file,
            model.ModelId is null ? "float" : "integer",
            model.ModelId,
            model.SourceSha256,
            network.Parameters,
            network.Macs,
            network.WeightBytes,
            memory.PeakBytes,
            memory.PeakNode,
            [.. network.Nodes.Select(n => new InspectNodeJson(
                n.Index, n.Name, n.Operator, [.. n.Inputs], [n.Shape.Channels, n.Shape.Height, n.Shape.Width], n.Format,
                n.Cost.Parameters, n.Cost.Macs, n.WeightBytes, n.ActivationBytes))],
            [.. memory.Skips.Select(s => new InspectSkipJson(network.Nodes[s.Node].Name, s.Node, s.LastReader, s.Steps, s.Bytes, s.IsLong))]);
    }
}
