namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>
/// Loops count from a constant to a constant by one, and what they count with is nobody else's. They may end at a variable that nothing changes where
/// LOOP_TRIPCOUNT names the most turns.
/// </summary>
internal static class LoopRules
{
    public static IEnumerable<HlsFinding> Check(HlsProgram program, HlsFunction function)
    {
        foreach (var loop in function.Nodes.Where(n => n.Kind is "ForStmt" or "WhileStmt" or "DoStmt" or "CXXForRangeStmt"))
        {
            var wrong = loop.Kind == "ForStmt" ? Wrong(program, loop) : "a loop other than 'for' has no count";
            if (wrong is not null)
                yield return new HlsFinding(HlsRule.ConstantLoops, function.Name, wrong);
        }
    }

    /// <summary>The variable that a loop counts with, or null.</summary>
    public static AstNode? Counter(AstNode loop) =>
        loop.Children[0] is { Kind: "DeclStmt", Children: [{ Kind: "VarDecl" } variable] } ? variable : null;

    private static string? Wrong(HlsProgram program, AstNode loop)
    {
        if (loop.Children.Count != 5 || Counter(loop) is not { } counter || counter.Children.Count != 1 || !ConstantValue.Of(program, counter.Children[0]))
            return "a loop does not start at a constant with a variable of its own";
        var (condition, step) = (loop.Children[2].Core(), loop.Children[3].Core());
        if (condition is not { Kind: "BinaryOperator", Opcode: "<" or "<=" } || !Names(condition.Children[0], counter) || !(ConstantValue.Of(program, condition.Children[1]) || IsBounded(loop, condition.Children[1])))
            return $"the loop over '{counter.Name}' does not end at a constant";
        if (step is not { Kind: "UnaryOperator", Opcode: "++" } || !Names(step.Children[0], counter))
            return $"the loop over '{counter.Name}' does not count by one";
        return loop.Children[4].All().Any(n => Changes(n, counter)) ? $"the loop over '{counter.Name}' changes its counter" : null;
    }

    private static bool IsBounded(AstNode loop, AstNode end) =>
        end.Core() is { Kind: "DeclRefExpr" } use && use.Type.StartsWith("const ", StringComparison.Ordinal)
        && Marks.Of(loop.Children[4]).Any(m => m.Directive == "LOOP_TRIPCOUNT" && m.Value("max").Length > 0);

    private static bool Changes(AstNode node, AstNode counter) => node.Kind switch
    {
        "UnaryOperator" => node.Opcode is "++" or "--" or "&" && Names(node.Children[0], counter),
        "BinaryOperator" => node.Opcode == "=" && Names(node.Children[0], counter),
        "CompoundAssignOperator" => Names(node.Children[0], counter),
        _ => false,
    };

    private static bool Names(AstNode node, AstNode variable) => node.Core() is { Kind: "DeclRefExpr" } use && use.Reference == variable.Id;
}
