namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>The calls have no cycle.</summary>
internal static class RecursionRules
{
    public static IEnumerable<HlsFinding> Check(HlsProgram program)
    {
        var (done, open, found) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<HlsFinding>());
        if (program.Top is { } top)
            Visit(program, top, done, open, found);
        return found;
    }

    private static void Visit(HlsProgram program, HlsFunction function, HashSet<string> done, HashSet<string> open, List<HlsFinding> found)
    {
        open.Add(function.Node.Id);
        foreach (var callee in program.Calls(function).Select(c => program.Body(c.Callee)).OfType<HlsFunction>())
        {
            if (open.Contains(callee.Node.Id))
                found.Add(new HlsFinding(HlsRule.NoRecursion, function.Name, $"calls '{callee.Name}', which has called it"));
            else if (!done.Contains(callee.Node.Id))
                Visit(program, callee, done, open, found);
        }

        open.Remove(function.Node.Id);
        done.Add(function.Node.Id);
    }
}
