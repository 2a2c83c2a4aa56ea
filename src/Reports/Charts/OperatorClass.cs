using FpgaSeg.Graph.Analysis;

namespace FpgaSeg.Reports.Charts;

/// <summary>Three colours are enough to read a network: where it multiplies, where it joins, and the rest.</summary>
internal static class OperatorClass
{
    public static string Of(NodeSummary node) => node.Cost.Macs > 0 ? "multiplies" : node.Inputs.Length > 1 ? "joins" : "other";
}
