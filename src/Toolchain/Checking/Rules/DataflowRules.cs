namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>The top function is a dataflow region in canonical form: streams, then calls, each stream from one call to one other.</summary>
internal static class DataflowRules
{
    private static readonly string[] _queues = ["bram", "lutram", "srl"];

    public static IEnumerable<HlsFinding> Check(HlsProgram program, StreamUse use)
    {
        var top = program.Top!;
        var marks = Marks.Of(top.Body).ToList();
        var wrong = Ports(top, marks).Concat(Statements(top)).Concat(Streams(program, use, top, marks));
        if (!marks.Any(m => m.Directive == "DATAFLOW"))
            wrong = wrong.Append("is no dataflow region");
        return wrong.Select(w => new HlsFinding(HlsRule.Dataflow, top.Name, w));
    }

    private static IEnumerable<string> Ports(HlsFunction top, List<Mark> marks) =>
        from port in top.Parameters
        let mode = StreamUse.IsStream(port.Type) ? "axis" : "m_axi"
        where !marks.Any(m => m.Directive == "INTERFACE" && m.Value("port") == port.Name && m.Value("mode") == mode)
        select $"'{port.Name}' is no port of kind {mode}";

    private static IEnumerable<string> Statements(HlsFunction top)
    {
        foreach (var statement in top.Body.Children)
        {
            var core = statement.Core();
            var isStream = core.Kind == "DeclStmt" && core.Children.All(v => v.Kind == "VarDecl" && StreamUse.IsStream(v.Type));
            if (!isStream && core.Kind is not ("CallExpr" or "NullStmt"))
                yield return $"holds a statement that is neither a stream nor a call ({core.Kind})";
        }
    }

    private static IEnumerable<string> Streams(HlsProgram program, StreamUse use, HlsFunction top, List<Mark> marks)
    {
        var calls = program.Calls(top).ToList();
        foreach (var stream in top.Body.Children.Where(s => s.Kind == "DeclStmt").SelectMany(s => s.Children).Where(v => StreamUse.IsStream(v.Type)))
        {
            var uses = calls.Select(c => use.Of(c, stream.Id)).ToList();
            var (readers, writers) = (uses.Count(u => u.Reads), uses.Count(u => u.Writes));
            if (readers != 1 || writers != 1)
                yield return $"stream '{stream.Name}' has {writers} writers and {readers} readers";
            if (uses.Exists(u => u is { Reads: true, Writes: true }))
                yield return $"stream '{stream.Name}' is read and written by one call";
            if (!marks.Any(m => m.Directive == "STREAM" && m.Variable == stream.Name && int.TryParse(m.Value("depth"), out var depth) && depth >= 2))
                yield return $"stream '{stream.Name}' has no depth";
            if (!marks.Any(m => m.Directive == "BIND_STORAGE" && m.Variable == stream.Name && m.Value("type") == "fifo" && _queues.Contains(m.Value("impl"), StringComparer.Ordinal)))
                yield return $"stream '{stream.Name}' is bound to no storage";
        }

        foreach (var port in top.Parameters)
        {
            var users = calls.Where(c => c.Arguments.Any(a => a.All().Any(n => n.Reference == port.Id))).ToList();
            if (users.Count != 1 || use.Of(users[0], port.Id) is { Reads: true, Writes: true })
                yield return $"port '{port.Name}' is used by {users.Count} calls";
        }
    }
}
