namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>
/// Every array of a function, every pixel, and every ROM that a stage gets is partitioned into registers or handed to a function that binds it to a
/// storage. That the array has the size that the plan counted is a static_assert of storage.hpp.
/// </summary>
internal static class ArrayRules
{
    public static IEnumerable<HlsFinding> Check(HlsProgram program, HlsFunction function)
    {
        var (marks, calls) = (Marks.Below(function.Body).ToList(), program.Calls(function).ToList());
        var variables = function.Nodes.Where(n => n.Kind == "VarDecl" && !n.IsConstexpr);
        foreach (var (variable, part) in variables.SelectMany(v => Parts(program, v)))
        {
            if (!IsPartitioned(marks, part) && !calls.Exists(c => part == variable.Name && Binds(program, c, variable)))
                yield return new HlsFinding(HlsRule.Arrays, function.Name, $"array '{part}' is neither partitioned nor bound to a storage");
            if (IsPixels(program, variable.Type) && !marks.Exists(m => m.Directive == "AGGREGATE" && m.Variable == variable.Name))
                yield return new HlsFinding(HlsRule.Arrays, function.Name, $"the pixels of '{variable.Name}' are no words: AGGREGATE is missing");
        }
    }

    /// <summary>The ROMs that the top hands to its stages: arrays outside every function.</summary>
    public static IEnumerable<HlsFinding> CheckRoms(HlsProgram program)
    {
        foreach (var call in program.Calls(program.Top!))
        {
            if (program.Body(call.Callee) is not { } stage)
                continue;
            for (var i = 0; i < call.Arguments.Count && i < stage.Parameters.Count; i++)
            {
                if (program.Declaration(call.Arguments[i].Core().Reference) is { Kind: "VarDecl" } rom && rom.Type.EndsWith(']') && !IsBound(program, stage, stage.Parameters[i]))
                    yield return new HlsFinding(HlsRule.Arrays, stage.Name, $"ROM '{stage.Parameters[i].Name}' is neither partitioned nor bound to a storage");
            }
        }
    }

    // An array is one part, named like its variable; of a structure each array in it.
    private static IEnumerable<(AstNode Variable, string Part)> Parts(HlsProgram program, AstNode variable)
    {
        var type = Plain(variable.Type);
        if (type.EndsWith(']'))
            return [(variable, variable.Name)];
        if (type.EndsWith('&') || type.EndsWith('*'))
            return [];
        if (IsPixel(type))
            return [(variable, variable.Name + ".v")];
        return FieldArrays(program, type).Select(f => (variable, $"{variable.Name}.{f}"));
    }

    private static IEnumerable<string> FieldArrays(HlsProgram program, string type)
    {
        var name = type.Split('<')[0].Split("::")[^1];
        var fields = program.Records[name].SelectMany(r => r.Children).Where(c => c.Kind == "FieldDecl");
        return fields.Where(f => f.Type.EndsWith(']')).Select(f => f.Name).Concat(fields.Where(f => IsPixel(Plain(f.Type))).Select(f => f.Name + ".v")).Distinct(StringComparer.Ordinal);
    }

    private static bool IsPartitioned(List<Mark> marks, string part) =>
        marks.Exists(m => m.Directive == "ARRAY_PARTITION" && m.Variable == part && m.Has("complete") && m.Value("dim") is "" or "0")
        || marks.Exists(m => m.Directive == "ARRAY_PARTITION" && m.Variable == part && m.Value("dim") == "2");

    private static bool Binds(HlsProgram program, HlsCall call, AstNode variable)
    {
        if (program.Body(call.Callee) is not { } callee)
            return false;
        for (var i = 0; i < call.Arguments.Count && i < callee.Parameters.Count; i++)
        {
            if (call.Arguments[i].Core().Reference == variable.Id && IsBound(program, callee, callee.Parameters[i]))
                return true;
        }

        return false;
    }

    private static bool IsBound(HlsProgram program, HlsFunction function, AstNode parameter) =>
        Marks.Below(function.Body).Any(m => m.Variable == parameter.Name && (m.Directive == "BIND_STORAGE" || (m.Directive == "ARRAY_PARTITION" && m.Has("complete"))))
        || program.Calls(function).Any(c => c.Callee != function.Node && Binds(program, c, parameter));

    private static bool IsPixel(string type) => type.StartsWith("fs::pixel<", StringComparison.Ordinal) && !type.EndsWith(']');

    private static bool IsPixels(HlsProgram program, string type)
    {
        var plain = Plain(type);
        if (!plain.EndsWith(']'))
            return false;
        var element = plain.Split('[')[0].Trim();
        return element.StartsWith("fs::pixel<", StringComparison.Ordinal)
            || program.Aliases[element.Split("::")[^1]].Any(t => t.StartsWith("fs::pixel<", StringComparison.Ordinal) && t.EndsWith('>'));
    }

    private static string Plain(string type) => type.StartsWith("const ", StringComparison.Ordinal) ? type[6..] : type;
}
