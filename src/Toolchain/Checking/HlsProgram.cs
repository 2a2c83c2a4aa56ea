using System.Globalization;

namespace FpgaSeg.Toolchain.Checking;

/// <summary>A function with a body.</summary>
internal sealed record HlsFunction(string Name, AstNode Node, AstNode Body)
{
    public IReadOnlyList<AstNode> Parameters { get; } = [.. Node.Children.Where(c => c.Kind == "ParmVarDecl")];

    /// <summary>The body without what is only there for pragmas.</summary>
    public IEnumerable<AstNode> Nodes => Body.All();
}

/// <summary>A call with the declaration that it names, null where that is not known when compiling.</summary>
internal sealed record HlsCall(AstNode Node, AstNode? Callee, IReadOnlyList<AstNode> Arguments);

/// <summary>The functions that the top function reaches, and what their names mean.</summary>
internal sealed class HlsProgram
{
    private readonly Dictionary<string, AstNode> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HlsFunction> _bodies = new(StringComparer.Ordinal);

    public HlsProgram(AstNode root, string top)
    {
        foreach (var node in root.All().Where(n => n.Id.Length > 0 && n.Kind.EndsWith("Decl", StringComparison.Ordinal)))
            _declarations.TryAdd(node.Id, node);
        foreach (var node in _declarations.Values.Where(IsFunction))
            AddBody(node);
        Records = root.All().Where(n => n.Kind is "ClassTemplateSpecializationDecl" or "CXXRecordDecl" && n.Name.Length > 0)
            .ToLookup(n => n.Name, StringComparer.Ordinal);
        Aliases = root.All().Where(n => n.Kind is "TypedefDecl" or "TypeAliasDecl").ToLookup(n => n.Name, n => n.Type, StringComparer.Ordinal);
        Top = _bodies.Values.FirstOrDefault(f => f.Node.Name == top);
        Reached = Reach();
    }

    /// <summary>The top function, or null.</summary>
    public HlsFunction? Top { get; }

    /// <summary>The top function and all that it calls, callers first.</summary>
    public IReadOnlyList<HlsFunction> Reached { get; }

    /// <summary>Structures by their plain name.</summary>
    public ILookup<string, AstNode> Records { get; }

    /// <summary>What the names of types stand for.</summary>
    public ILookup<string, string> Aliases { get; }

    public AstNode? Declaration(string id) => _declarations.GetValueOrDefault(id);

    /// <summary>The body of a declaration, or null where it has none.</summary>
    public HlsFunction? Body(AstNode? declaration) => declaration is null ? null : _bodies.GetValueOrDefault(declaration.Id);

    /// <summary>The calls in a function, those of pragma marks left out.</summary>
    public IEnumerable<HlsCall> Calls(HlsFunction function) =>
        function.Nodes.Where(n => n.Kind is "CallExpr" or "CXXMemberCallExpr" or "CXXOperatorCallExpr").Select(Call).Where(c => c.Callee?.Name != Marks.Function);

    /// <summary>The call that a node is.</summary>
    public HlsCall Call(AstNode node)
    {
        var callee = node.Children[0].Core();
        var declaration = callee.Kind is "DeclRefExpr" or "MemberExpr" ? Declaration(callee.Reference) : null;
        return new HlsCall(node, declaration is { } d && IsFunction(d) ? d : null, [.. node.Children.Skip(1)]);
    }

    public static bool IsFunction(AstNode node) => node.Kind is "FunctionDecl" or "CXXMethodDecl" or "CXXConversionDecl" or "CXXConstructorDecl" or "CXXDestructorDecl";

    private void AddBody(AstNode node)
    {
        if (node.IsImplicit || node.Children.LastOrDefault(c => c.Kind == "CompoundStmt") is not { } body)
            return;
        var function = new HlsFunction(NameOf(node), node, body);
        _bodies[node.Id] = function;
        if (node.Previous.Length > 0)
            _bodies[node.Previous] = function;
    }

    private List<HlsFunction> Reach()
    {
        var (reached, seen) = (new List<HlsFunction>(), new HashSet<HlsFunction>(ReferenceEqualityComparer.Instance));
        var open = new Queue<HlsFunction>(Top is null ? [] : [Top]);
        while (open.TryDequeue(out var function))
        {
            if (!seen.Add(function))
                continue;
            reached.Add(function);
            foreach (var callee in Calls(function).Select(c => Body(c.Callee)).OfType<HlsFunction>())
                open.Enqueue(callee);
        }

        return reached;
    }

    // fs::line_memory<n3_stem>::read: records and functions with their template arguments.
    private static string NameOf(AstNode node)
    {
        var arguments = node.Children.Where(c => c.Kind == "TemplateArgument").Select(a => a.Type.Length > 0 ? a.Type : a.Value).Where(a => a.Length > 0).ToArray();
        var name = arguments.Length == 0 ? node.Name : string.Create(CultureInfo.InvariantCulture, $"{node.Name}<{string.Join(", ", arguments)}>");
        return node.Parent is { Kind: "NamespaceDecl" or "ClassTemplateSpecializationDecl" or "CXXRecordDecl" or "FunctionTemplateDecl" or "ClassTemplateDecl" } parent && parent.Name.Length > 0
            ? parent.Kind is "FunctionTemplateDecl" or "ClassTemplateDecl" ? Outer(parent, name) : $"{NameOf(parent)}::{name}"
            : name;
    }

    private static string Outer(AstNode template, string name) =>
        template.Parent is { Name.Length: > 0, Kind: not "TranslationUnitDecl" } parent ? $"{NameOf(parent)}::{name}" : name;
}
