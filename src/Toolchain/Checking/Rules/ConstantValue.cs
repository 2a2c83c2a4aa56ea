namespace FpgaSeg.Toolchain.Checking.Rules;

/// <summary>Whether an expression has one value, known when compiling.</summary>
internal static class ConstantValue
{
    public static bool Of(HlsProgram program, AstNode node) => node.Kind switch
    {
        "IntegerLiteral" or "CXXBoolLiteralExpr" or "CharacterLiteral" or "UnaryExprOrTypeTraitExpr" or "SubstNonTypeTemplateParmExpr" => true,
        "DeclRefExpr" => node.IsConstantUse || program.Declaration(node.Reference)?.Kind is "EnumConstantDecl" or "NonTypeTemplateParmDecl",
        "CallExpr" => program.Call(node) is { Callee.IsConstexpr: true } call && call.Arguments.All(a => Of(program, a)),
        "UnaryOperator" => node.Opcode is "-" or "+" or "!" or "~" && Parts(program, node),
        "BinaryOperator" => node.Opcode is not "=" && Parts(program, node),
        "ImplicitCastExpr" or "ParenExpr" or "ConstantExpr" or "ConditionalOperator" or "CStyleCastExpr" or "CXXStaticCastExpr" or "CXXFunctionalCastExpr" => Parts(program, node),
        _ => false,
    };

    private static bool Parts(HlsProgram program, AstNode node) => node.Children.Count > 0 && node.Children.All(c => Of(program, c));
}
