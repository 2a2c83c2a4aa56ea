using System.Collections.Immutable;
using FpgaSeg.HlsGen.Templating.Embedded.Evaluation;
using FpgaSeg.HlsGen.Templating.Embedded.Lexing;
using FpgaSeg.HlsGen.Templating.Embedded.Syntax;

namespace FpgaSeg.HlsGen.Templating.Embedded.Parsing;

/// <summary>Parses text and statements into nested blocks.</summary>
internal sealed class StatementParser(TokenCursor cursor)
{
    // Statement nesting of a template never comes near this; it keeps hostile input off the end of the stack.
    private const int MaximumDepth = 60;

    private readonly ExpressionParser _expressions = new(cursor);
    private readonly Stack<string> _loopVariables = new();
    private int _loopDepth;
    private int _depth;

    /// <summary>The whole template.</summary>
    internal ImmutableArray<Statement> ParseTemplate()
    {
        var body = ParseBlock();
        return cursor.Current.Kind == TokenKind.End
            ? body
            : throw TemplateRefusal.Syntax(cursor.Current.At, $"'{cursor.Current.Text}' closes nothing here.");
    }

    // Stops before `end`, `else` and the end of the template.
    private ImmutableArray<Statement> ParseBlock()
    {
        var statements = ImmutableArray.CreateBuilder<Statement>();
        while (cursor.Current.Kind != TokenKind.End && !cursor.Current.IsWord("end") && !cursor.Current.IsWord("else"))
        {
            var token = cursor.Current;
            if (token.Kind is TokenKind.CodeEnter or TokenKind.CodeExit or TokenKind.EndOfStatement)
                cursor.Take();
            else if (token.Kind == TokenKind.Text)
                statements.Add(new TextStatement(cursor.Take().At, token.Text));
            else
                statements.Add(ParseStatement(token));
        }
        return statements.ToImmutable();
    }

    private Statement ParseStatement(Token token)
    {
        if (++_depth > MaximumDepth)
            throw TemplateRefusal.Unsupported(token.At, $"Blocks nested more than {MaximumDepth} deep");
        var isWord = token.Kind == TokenKind.Identifier && !cursor.Following.IsSymbol(".");
        Statement statement = (isWord ? token.Text : "") switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(),
            "break" => ParseJump(new BreakStatement(token.At)),
            "continue" => ParseJump(new ContinueStatement(token.At)),
            _ when isWord && Keywords.IsUnsupported(token.Text) => throw TemplateRefusal.Unsupported(token.At, $"The statement '{token.Text}'"),
            _ => ParseExpressionOrAssignment(token),
        };
        _depth--;
        return statement;
    }

    private IfStatement ParseIf()
    {
        var opened = cursor.Current;
        var branches = ImmutableArray.CreateBuilder<IfBranch>();
        do
        {
            cursor.Take();
            var condition = _expressions.Parse();
            ExpectEndOfStatement();
            branches.Add(new IfBranch(condition, ParseBlock()));
        }
        while (TryTakeElseBeforeIf());
        return new IfStatement(opened.At, branches.ToImmutable(), ParseElseAndEnd(opened));
    }

    private ForStatement ParseFor()
    {
        var opened = cursor.Take();
        var name = ParseVariableName();
        if (!cursor.Current.IsWord("in"))
            throw cursor.Unexpected("'in'");
        cursor.Take();
        var source = _expressions.Parse();
        ExpectEndOfStatement();
        _loopVariables.Push(name.Text);
        _loopDepth++;
        var body = ParseBlock();
        _loopDepth--;
        _loopVariables.Pop();
        return new ForStatement(opened.At, name.Text, source, body, ParseElseAndEnd(opened));
    }

    private Statement ParseJump(Statement jump)
    {
        if (_loopDepth == 0)
            throw TemplateRefusal.Syntax(jump.At, $"'{cursor.Current.Text}' stands in no loop.");
        cursor.Take();
        ExpectEndOfStatement();
        return jump;
    }

    private Statement ParseExpressionOrAssignment(Token token)
    {
        if (token.Kind == TokenKind.Identifier && cursor.Following.Kind == TokenKind.Symbol && cursor.Following.Text is "=" or "+=" or "-=" or "*=")
            return ParseAssignment(token);
        var value = _expressions.Parse();
        if (cursor.Current.IsSymbol("="))
            throw TemplateRefusal.Unsupported(cursor.Current.At, "An assignment to a member or element");
        ExpectEndOfStatement();
        return new OutputStatement(token.At, value);
    }

    private AssignStatement ParseAssignment(Token token)
    {
        var name = ParseAssignable();
        var assign = cursor.Take();
        var value = _expressions.Parse();
        ExpectEndOfStatement();
        if (assign.Text != "=")
            value = new BinaryExpression(assign.At, assign.Text[..1], new VariableExpression(token.At, name.Text), value);
        return new AssignStatement(token.At, name.Text, value);
    }

    private Token ParseAssignable()
    {
        var name = ParseVariableName();
        // Scriban keeps loop variables in a scope of their own, so that the assignment would seem to have no effect.
        return _loopVariables.Contains(name.Text)
            ? throw TemplateRefusal.Unsupported(name.At, $"An assignment to the loop variable '{name.Text}'")
            : name;
    }

    private Token ParseVariableName()
    {
        var name = cursor.ExpectName();
        return Keywords.IsKeyword(name.Text) || BuiltinCatalogue.IsNamespace(name.Text)
            ? throw TemplateRefusal.Syntax(name.At, $"'{name.Text}' is not free for a variable.")
            : name;
    }

    private bool TryTakeElseBeforeIf()
    {
        if (!cursor.Current.IsWord("else") || !cursor.Following.IsWord("if"))
            return false;
        cursor.Take();
        return true;
    }

    private ImmutableArray<Statement> ParseElseAndEnd(Token opened)
    {
        ImmutableArray<Statement> body = [];
        if (cursor.Current.IsWord("else"))
        {
            cursor.Take();
            ExpectEndOfStatement();
            body = ParseBlock();
        }
        ExpectEnd(opened);
        return body;
    }

    private void ExpectEnd(Token opened)
    {
        if (cursor.Current.Kind == TokenKind.End)
            throw TemplateRefusal.Syntax(opened.At, $"'{opened.Text}' has no 'end'.");
        if (!cursor.Current.IsWord("end"))
            throw cursor.Unexpected("'end'");
        cursor.Take();
        ExpectEndOfStatement();
    }

    private void ExpectEndOfStatement()
    {
        if (!cursor.AtStatementEnd)
            throw cursor.Unexpected("the end of the statement");
    }
}
