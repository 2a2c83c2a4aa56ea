namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>What the synthesis tool does not take, whatever the context.</summary>
internal static class SubsetRules
{
    private static readonly Dictionary<string, string> _forbidden = new(StringComparer.Ordinal)
    {
        ["CXXNewExpr"] = "takes memory from a heap",
        ["CXXDeleteExpr"] = "gives memory back to a heap",
        ["CXXThrowExpr"] = "throws",
        ["CXXTryStmt"] = "catches",
        ["GotoStmt"] = "jumps",
        ["LabelStmt"] = "has a label to jump to",
        ["CXXTypeidExpr"] = "asks for a type at run time",
        ["CXXDynamicCastExpr"] = "asks for a type at run time",
        ["CXXReinterpretCastExpr"] = "takes the bits of one type for another",
        ["LambdaExpr"] = "has a lambda",
        ["GCCAsmStmt"] = "has machine code",
        ["FloatingLiteral"] = "has a floating-point number",
        ["VAArgExpr"] = "takes a variable number of arguments",
    };

    public static IEnumerable<HlsFinding> Check(HlsProgram program, HlsFunction function)
    {
        var reset = Marks.Below(function.Body).Where(m => m.Directive == "RESET").Select(m => m.Variable).ToHashSet(StringComparer.Ordinal);
        foreach (var node in function.Nodes)
        {
            if ((Construct(node) ?? Type(node) ?? State(program, node, reset)) is { } wrong)
                yield return new HlsFinding(HlsRule.Subset, function.Name, wrong);
        }

        foreach (var call in program.Calls(function))
        {
            if (Call(program, call) is { } wrong)
                yield return new HlsFinding(HlsRule.Subset, function.Name, wrong);
        }
    }

    private static string? Construct(AstNode node) => _forbidden.TryGetValue(node.Kind, out var why) ? why : null;

    private static string? Type(AstNode node)
    {
        if (node.Kind is not ("VarDecl" or "ParmVarDecl"))
            return null;
        var words = node.Type.Split(' ', '<', '>', ',', '[', '(', ')', '&', '*');
        if (words.Contains("float", StringComparer.Ordinal) || words.Contains("double", StringComparer.Ordinal))
            return $"'{node.Name}' is a floating-point number";
        return node.Type.Contains("(*", StringComparison.Ordinal) && node.Type.Contains(")(", StringComparison.Ordinal) ? $"'{node.Name}' points to a function" : null;
    }

    // Constants may be shared. A register may outlive a call if a reset of the board resets it: else two stages that count alike lose step.
    private static string? State(HlsProgram program, AstNode node, HashSet<string> reset)
    {
        if (node is { Kind: "VarDecl", Storage: "static" } && !IsConstant(node) && !(reset.Contains(node.Name) && !node.Type.EndsWith(']')))
            return $"'{node.Name}' keeps its value from call to call and no reset reaches it";
        if (node.Kind != "DeclRefExpr" || program.Declaration(node.Reference) is not { Kind: "VarDecl" } variable)
            return null;
        var isLocal = variable.Parent?.Kind is "DeclStmt" or "CXXCatchStmt";
        return isLocal || IsConstant(variable) ? null : $"'{variable.Name}' is a variable outside every function";
    }

    private static bool IsConstant(AstNode variable) => variable.IsConstexpr || variable.Type.StartsWith("const ", StringComparison.Ordinal);

    private static string? Call(HlsProgram program, HlsCall call)
    {
        if (call.Callee is not { } callee)
            return call.Node.Kind == "CXXMemberCallExpr" || call.Node.Kind == "CallExpr" ? "calls a function that is not known when compiling" : null;
        if (callee.IsVirtual)
            return $"calls the virtual function '{callee.Name}'";
        var isPort = callee.Parent is { Name: "stream" or "burst_maxi" };
        return isPort || callee.IsImplicit || program.Body(callee) is not null ? null : $"calls '{callee.Name}', which has no body here";
    }
}
