namespace FpgaSeg.Toolchain.Checking;

/// <summary>What the checker keeps of a node of clang's syntax tree.</summary>
internal sealed class AstNode(string kind)
{
    /// <summary>clang's class of the node, for example ForStmt; empty where a part is left out, such as a loop's condition variable.</summary>
    public string Kind { get; set; } = kind;

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The type without its aliases.</summary>
    public string Type { get; set; } = "";

    /// <summary>Text of a literal.</summary>
    public string Value { get; set; } = "";

    /// <summary>Operator of an expression.</summary>
    public string Opcode { get; set; } = "";

    /// <summary>Storage class, for example static.</summary>
    public string Storage { get; set; } = "";

    /// <summary>Id of the declaration that an expression names.</summary>
    public string Reference { get; set; } = "";

    /// <summary>Its name.</summary>
    public string ReferenceName { get; set; } = "";

    /// <summary>An earlier declaration of the same.</summary>
    public string Previous { get; set; } = "";

    /// <summary>Whether the name stands for a value known when compiling.</summary>
    public bool IsConstantUse { get; set; }

    /// <summary>Whether the compiler made it up, such as the assignment of a structure.</summary>
    public bool IsImplicit { get; set; }

    public bool IsVirtual { get; set; }

    public bool IsConstexpr { get; set; }

    public AstNode? Parent { get; set; }

    public List<AstNode> Children { get; } = [];

    /// <summary>This node and everything below it.</summary>
    public IEnumerable<AstNode> All()
    {
        var open = new Stack<AstNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--)
                open.Push(node.Children[i]);
        }
    }

    /// <summary>The node without parentheses and conversions around it.</summary>
    public AstNode Core() => Kind is "ImplicitCastExpr" or "ParenExpr" or "ExprWithCleanups" or "MaterializeTemporaryExpr" or "CXXBindTemporaryExpr" or "ConstantExpr" && Children.Count == 1
        ? Children[0].Core()
        : this;
}
