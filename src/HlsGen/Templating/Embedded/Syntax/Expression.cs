using System.Collections.Immutable;
using FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

namespace FpgaSeg.HlsGen.Templating.Embedded.Syntax;

/// <summary>An expression and the place it starts at.</summary>
internal abstract record Expression(TemplatePosition At);

/// <summary>A value written in the template: null, bool, long, double or string.</summary>
internal sealed record LiteralExpression(TemplatePosition At, object? Value) : Expression(At);

/// <summary>A variable by name.</summary>
internal sealed record VariableExpression(TemplatePosition At, string Name) : Expression(At);

/// <summary><c>target.name</c>.</summary>
internal sealed record MemberExpression(TemplatePosition At, Expression Target, string Name) : Expression(At);

/// <summary><c>target[index]</c>.</summary>
internal sealed record IndexExpression(TemplatePosition At, Expression Target, Expression Index) : Expression(At);

/// <summary><c>-x</c>, <c>+x</c> or <c>!x</c>.</summary>
internal sealed record UnaryExpression(TemplatePosition At, string Operator, Expression Operand) : Expression(At);

/// <summary>A binary operation; the place is the operator's.</summary>
internal sealed record BinaryExpression(TemplatePosition At, string Operator, Expression Left, Expression Right) : Expression(At);

/// <summary><c>condition ? then : else</c>.</summary>
internal sealed record ConditionalExpression(TemplatePosition At, Expression Condition, Expression Then, Expression Else) : Expression(At);

/// <summary><c>[a, b, c]</c>.</summary>
internal sealed record ArrayExpression(TemplatePosition At, ImmutableArray<Expression> Items) : Expression(At);

/// <summary>A call of a built-in function; a piped value is the first argument.</summary>
internal sealed record CallExpression(TemplatePosition At, Builtin Function, ImmutableArray<Expression> Arguments) : Expression(At);
