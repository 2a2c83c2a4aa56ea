using System.Collections.Immutable;
using FpgaSeg.HlsGen.Templating.Embedded.Evaluation;
using FpgaSeg.HlsGen.Templating.Embedded.Lexing;
using FpgaSeg.HlsGen.Templating.Embedded.Syntax;

namespace FpgaSeg.HlsGen.Templating.Embedded.Parsing;

/// <summary>Parses what stands between operators: literals, names with members and indexes, parentheses, arrays, calls.</summary>
internal sealed class OperandParser(TokenCursor cursor, ExpressionParser expressions)
{
    internal Expression Parse(int precedence, bool inCall)
    {
        var token = cursor.Current;
        if (token.Kind != TokenKind.Symbol || token.Text is not ("-" or "+" or "!"))
            return ParsePostfix(ParsePrimary(precedence, inCall));
        cursor.Take();
        var operand = expressions.ParseBinary(int.MaxValue, inCall: true);
        if (StartsOperand(cursor.Current) && !inCall)
            throw cursor.Unexpected("an operator or the end of the expression");
        return new UnaryExpression(token.At, token.Text, operand);
    }

    /// <summary>Reads <c>namespace.function</c>.</summary>
    internal Builtin ParseFunctionName()
    {
        var group = cursor.ExpectName();
        if (!cursor.TryTakeSymbol("."))
            throw TemplateRefusal.Unsupported(group.At, $"The function '{group.Text}'");
        var name = $"{group.Text}.{cursor.ExpectName().Text}";
        return BuiltinCatalogue.Find(name) ?? throw TemplateRefusal.Unsupported(group.At, $"The function '{name}'");
    }

    /// <summary>Arguments set apart by blanks.</summary>
    internal ImmutableArray<Expression> ParseArguments(int precedence)
    {
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (StartsOperand(cursor.Current))
        {
            if (cursor.Current.Kind == TokenKind.Identifier && cursor.Following.IsSymbol(":"))
                throw TemplateRefusal.Unsupported(cursor.Current.At, $"The named argument '{cursor.Current.Text}:'");
            arguments.Add(expressions.ParseBinary(precedence, inCall: true));
        }
        return arguments.ToImmutable();
    }

    internal static CallExpression Call(TemplatePosition at, Builtin function, ImmutableArray<Expression> arguments) =>
        arguments.Length >= function.Minimum && arguments.Length <= function.Maximum
            ? new CallExpression(at, function, arguments)
            : throw TemplateRefusal.Syntax(at, $"The function '{function.Name}' takes {function.Arity}, not {arguments.Length}.");

    private Expression ParsePrimary(int precedence, bool inCall)
    {
        var token = cursor.Current;
        if (token.Kind == TokenKind.Identifier)
            return ParseNamed(token, precedence, inCall);
        if (token.Kind == TokenKind.Literal)
            return new LiteralExpression(cursor.Take().At, token.Value);
        if (token.IsSymbol("("))
            return ParseParentheses();
        if (token.IsSymbol("["))
            return ParseArray();
        if (token.IsSymbol("{"))
            throw TemplateRefusal.Unsupported(token.At, "The object initializer '{'");
        if (token.Kind == TokenKind.Symbol && Operators.IsRefused(token.Text))
            throw TemplateRefusal.Unsupported(token.At, $"The operator '{token.Text}'");
        throw cursor.Unexpected("an expression");
    }

    private Expression ParseNamed(Token token, int precedence, bool inCall)
    {
        if (BuiltinCatalogue.IsNamespace(token.Text))
            return ParseCall(token.At, precedence, inCall);
        cursor.Take();
        if (Keywords.IsUnsupported(token.Text))
            throw TemplateRefusal.Unsupported(token.At, $"'{token.Text}'");
        return token.Text switch
        {
            "true" => new LiteralExpression(token.At, true),
            "false" => new LiteralExpression(token.At, false),
            "null" => new LiteralExpression(token.At, null),
            _ => new VariableExpression(token.At, token.Text),
        };
    }

    private CallExpression ParseCall(TemplatePosition at, int precedence, bool inCall)
    {
        var function = ParseFunctionName();
        if (cursor.Current.IsSymbol("(") && !cursor.Current.SpaceBefore)
            return Call(at, function, ParseList("(", ")", lineBreaks: false));
        if (inCall || !StartsOperand(cursor.Current))
            throw TemplateRefusal.Syntax(at, $"The function '{function.Name}' has no arguments here.");
        return Call(at, function, ParseArguments(precedence));
    }

    private Expression ParseParentheses()
    {
        cursor.Take();
        var inner = expressions.Parse();
        cursor.ExpectSymbol(")");
        return inner;
    }

    private ArrayExpression ParseArray()
    {
        var at = cursor.Current.At;
        return new ArrayExpression(at, ParseList("[", "]", lineBreaks: true));
    }

    private ImmutableArray<Expression> ParseList(string open, string close, bool lineBreaks)
    {
        cursor.ExpectSymbol(open);
        var items = ImmutableArray.CreateBuilder<Expression>();
        while (true)
        {
            SkipLineBreaks(lineBreaks);
            if (items.Count == 0 && cursor.TryTakeSymbol(close))
                return [];
            items.Add(expressions.Parse());
            SkipLineBreaks(lineBreaks);
            if (cursor.TryTakeSymbol(close))
                return items.ToImmutable();
            cursor.ExpectSymbol(",");
        }
    }

    private void SkipLineBreaks(bool allowed)
    {
        if (allowed)
            cursor.SkipLineBreaks();
    }

    private Expression ParsePostfix(Expression target)
    {
        while (true)
        {
            var token = cursor.Current;
            if (cursor.TryTakeSymbol("."))
                target = ParseMember(token.At, target);
            else if (token.IsSymbol("[") && !token.SpaceBefore && target is VariableExpression or MemberExpression or IndexExpression)
                target = ParseIndex(target);
            else
                return target;
        }
    }

    private MemberExpression ParseMember(TemplatePosition at, Expression target)
    {
        var name = cursor.ExpectName();
        return name.Text is "empty" or "blank" && cursor.Current.IsSymbol("?")
            ? throw TemplateRefusal.Unsupported(at, $"'.{name.Text}?'")
            : new MemberExpression(name.At, target, name.Text);
    }

    private IndexExpression ParseIndex(Expression target)
    {
        var at = cursor.Take().At;
        var index = expressions.Parse();
        cursor.ExpectSymbol("]");
        return new IndexExpression(at, target, index);
    }

    // A sign never starts an argument: after a name it is the binary operator.
    private static bool StartsOperand(Token token) =>
        token.Kind is TokenKind.Literal or TokenKind.Identifier || (token.Kind == TokenKind.Symbol && token.Text is "(" or "[" or "{" or "!" or "@");
}
