using System.Collections.Immutable;
using FpgaSeg.HlsGen.Templating.Embedded.Evaluation;
using FpgaSeg.HlsGen.Templating.Embedded.Lexing;
using FpgaSeg.HlsGen.Templating.Embedded.Syntax;

namespace FpgaSeg.HlsGen.Templating.Embedded.Parsing;

/// <summary>Parses expressions: pipes, conditionals and operators by precedence; operands are <see cref="OperandParser"/>'s.</summary>
internal sealed class ExpressionParser
{
    // Deep enough for any template, far from the end of the stack.
    private const int MaximumDepth = 100;

    private readonly TokenCursor _cursor;
    private readonly OperandParser _operands;
    private int _depth;

    internal ExpressionParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _operands = new OperandParser(cursor, this);
    }

    /// <summary>A whole expression. The branches of a conditional take the pipes that follow them.</summary>
    internal Expression Parse()
    {
        if (++_depth > MaximumDepth)
            throw TemplateRefusal.Unsupported(_cursor.Current.At, $"An expression nested more than {MaximumDepth} deep");
        var value = ParseBinary(0, inCall: false);
        if (_cursor.Current.IsSymbol("?"))
            value = ParseConditional(value);
        while (_cursor.TryTakeSymbol("|"))
            value = ParsePipe(value);
        RefuseUnknownOperator();
        _depth--;
        return value;
    }

    /// <summary>Operators that bind tighter than <paramref name="precedence"/>.</summary>
    /// <param name="precedence">The operator to the left binds this tightly.</param>
    /// <param name="inCall">Whether this is an argument: a name does not take arguments of its own there.</param>
    internal Expression ParseBinary(int precedence, bool inCall)
    {
        if (++_depth > MaximumDepth)
            throw TemplateRefusal.Unsupported(_cursor.Current.At, $"An expression nested more than {MaximumDepth} deep");
        var left = _operands.Parse(precedence, inCall);
        while (_cursor.Current.Kind == TokenKind.Symbol && Operators.PrecedenceOf(_cursor.Current.Text) > precedence)
        {
            var symbol = _cursor.Take();
            var right = ParseBinary(Operators.PrecedenceOf(symbol.Text), inCall);
            left = new BinaryExpression(symbol.At, symbol.Text, left, right);
        }
        _depth--;
        return left;
    }

    private ConditionalExpression ParseConditional(Expression condition)
    {
        var at = _cursor.Take().At;
        var then = Parse();
        _cursor.ExpectSymbol(":");
        return new ConditionalExpression(at, condition, then, Parse());
    }

    private CallExpression ParsePipe(Expression value)
    {
        _cursor.SkipLineBreaks();
        var at = _cursor.Current.At;
        var function = _operands.ParseFunctionName();
        if (_cursor.Current.IsSymbol("(") && !_cursor.Current.SpaceBefore)
            throw TemplateRefusal.Unsupported(_cursor.Current.At, "A pipe into a call with parentheses");
        var arguments = _operands.ParseArguments(0).Insert(0, value);
        // Scriban would apply these to the call before the piped value reaches it.
        if (_cursor.Current.Kind == TokenKind.Symbol && (_cursor.Current.Text == "?" || Operators.PrecedenceOf(_cursor.Current.Text) > 0))
            throw TemplateRefusal.Unsupported(_cursor.Current.At, $"The operator '{_cursor.Current.Text}' after a pipe without parentheses around it");
        return OperandParser.Call(at, function, arguments);
    }

    private void RefuseUnknownOperator()
    {
        if (_cursor.Current.Kind == TokenKind.Symbol && Operators.IsRefused(_cursor.Current.Text))
            throw TemplateRefusal.Unsupported(_cursor.Current.At, $"The operator '{_cursor.Current.Text}'");
    }
}
