namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>Which streams a function reads and writes, itself and through what it calls.</summary>
internal sealed class StreamUse(HlsProgram program)
{
    private readonly Dictionary<HlsFunction, (bool[] Reads, bool[] Writes)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a node is a read or a write of a stream.</summary>
    public bool IsTransfer(AstNode node) => Port(node) is not null;

    /// <summary>Whether a call reads and whether it writes the stream of that declaration.</summary>
    public (bool Reads, bool Writes) Of(HlsCall call, string stream)
    {
        var (reads, writes) = (false, false);
        if (Port(call.Node) is { } port && port.Stream == stream)
            return (port.Name != "write", port.Name == "write");
        if (program.Body(call.Callee) is not { } callee)
            return default;
        var inner = Parameters(callee);
        for (var i = 0; i < call.Arguments.Count && i < inner.Reads.Length; i++)
        {
            if (call.Arguments[i].Core().Reference != stream)
                continue;
            (reads, writes) = (reads || inner.Reads[i], writes || inner.Writes[i]);
        }

        return (reads, writes);
    }

    /// <summary>Whether a call moves data of any stream.</summary>
    public bool Touches(HlsCall call) =>
        IsTransfer(call.Node) || (program.Body(call.Callee) is { } callee && (Parameters(callee).Reads.Contains(true) || Parameters(callee).Writes.Contains(true)));

    public static bool IsStream(string type) => type.StartsWith("hls::stream<", StringComparison.Ordinal);

    private (bool[] Reads, bool[] Writes) Parameters(HlsFunction function)
    {
        if (_known.TryGetValue(function, out var known))
            return known;
        var uses = (new bool[function.Parameters.Count], new bool[function.Parameters.Count]);
        _known[function] = uses;
        foreach (var call in program.Calls(function))
        {
            for (var i = 0; i < function.Parameters.Count; i++)
            {
                var (reads, writes) = IsStream(function.Parameters[i].Type) ? Of(call, function.Parameters[i].Id) : default;
                uses.Item1[i] |= reads;
                uses.Item2[i] |= writes;
            }
        }

        return uses;
    }

    private (string Name, string Stream)? Port(AstNode node)
    {
        if (node.Kind != "CXXMemberCallExpr" || node.Children[0] is not { Kind: "MemberExpr" } member)
            return null;
        var method = program.Declaration(member.Reference);
        return method is { Parent.Name: "stream" } ? (method.Name, member.Children[0].Core().Reference) : null;
    }
}
