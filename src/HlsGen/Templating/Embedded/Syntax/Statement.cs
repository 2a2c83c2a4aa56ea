using System.Collections.Immutable;

namespace FpgaSeg.HlsGen.Templating.Embedded.Syntax;

/// <summary>A statement and the place it starts at.</summary>
internal abstract record Statement(TemplatePosition At);

/// <summary>Literal text.</summary>
internal sealed record TextStatement(TemplatePosition At, string Text) : Statement(At);

/// <summary>An expression whose value is printed.</summary>
internal sealed record OutputStatement(TemplatePosition At, Expression Value) : Statement(At);

/// <summary><c>name = value</c>.</summary>
internal sealed record AssignStatement(TemplatePosition At, string Name, Expression Value) : Statement(At);

/// <summary><c>if</c> and <c>else if</c> branches in order, then <c>else</c> (empty where absent).</summary>
internal sealed record IfStatement(TemplatePosition At, ImmutableArray<IfBranch> Branches, ImmutableArray<Statement> Else) : Statement(At);

/// <summary>One condition of an <see cref="IfStatement"/>.</summary>
internal sealed record IfBranch(Expression Condition, ImmutableArray<Statement> Body);

/// <summary><c>for name in source</c>; <c>else</c> is rendered when the source is empty.</summary>
internal sealed record ForStatement(
    TemplatePosition At, string Name, Expression Source, ImmutableArray<Statement> Body, ImmutableArray<Statement> Else) : Statement(At);

/// <summary>Leaves the innermost loop.</summary>
internal sealed record BreakStatement(TemplatePosition At) : Statement(At);

/// <summary>Goes on with the next value of the innermost loop.</summary>
internal sealed record ContinueStatement(TemplatePosition At) : Statement(At);
