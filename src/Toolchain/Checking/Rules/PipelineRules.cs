namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>Every loop is pipelined with one turn per cycle, or unrolled, or holds such loops; nothing within a pipelined loop takes turns of its own.</summary>
internal sealed class PipelineRules(HlsProgram program, StreamUse use)
{
    private readonly Dictionary<HlsFunction, bool> _takesTurns = new(ReferenceEqualityComparer.Instance);

    public IEnumerable<HlsFinding> Check(HlsFunction function)
    {
        var calls = program.Calls(function).ToList();
        foreach (var loop in function.Nodes.Where(n => n.Kind == "ForStmt" && n.Children.Count == 5))
        {
            var body = loop.Children[4];
            var inner = body.All().Where(n => n.Kind == "ForStmt").ToList();
            var called = calls.Where(c => IsWithin(c.Node, body)).ToList();
            var wrong = Has(loop, "UNROLL") ? null
                : Has(loop, "PIPELINE") ? Pipelined(loop, inner, called)
                : Plain(inner, called);
            if (wrong is not null)
                yield return new HlsFinding(HlsRule.Pipelines, function.Name, $"the loop over '{LoopRules.Counter(loop)?.Name}' {wrong}");
        }
    }

    private string? Pipelined(AstNode loop, List<AstNode> inner, List<HlsCall> called)
    {
        if (!Marks.Of(loop.Children[4]).Any(m => m.Directive == "PIPELINE" && m.Value("II") == "1"))
            return "is pipelined, but not with II=1";
        return inner.Exists(l => !Has(l, "UNROLL")) || called.Exists(TakesTurns)
            ? "is pipelined and holds a loop that is not unrolled"
            : null;
    }

    private string? Plain(List<AstNode> inner, List<HlsCall> called)
    {
        if (inner.Exists(l => !Has(l, "UNROLL")) || called.Exists(TakesTurns))
            return null;
        return called.Exists(use.Touches) ? "moves data of a stream and is not pipelined" : "is neither pipelined nor unrolled";
    }

    private bool TakesTurns(HlsCall call) => program.Body(call.Callee) is { } callee && TakesTurns(callee);

    // A function under inspection counts as none, so that recursion, which has its own rule, ends here.
    private bool TakesTurns(HlsFunction function)
    {
        if (_takesTurns.TryGetValue(function, out var known))
            return known;
        _takesTurns[function] = false;
        return _takesTurns[function] = function.Nodes.Any(n => n.Kind == "ForStmt" && n.Children.Count == 5 && !Has(n, "UNROLL"))
            || program.Calls(function).Any(TakesTurns);
    }

    private static bool Has(AstNode loop, string directive) => Marks.Of(loop.Children[4]).Any(m => m.Directive == directive);

    private static bool IsWithin(AstNode? node, AstNode outer)
    {
        while (node is not null && node != outer)
            node = node.Parent;
        return node is not null;
    }
}
