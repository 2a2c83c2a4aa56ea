using System.Collections.Immutable;
using System.Text;
using FpgaSeg.HlsGen.Templating.Embedded.Syntax;

namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>Runs statements and collects what they print.</summary>
internal sealed class StatementRenderer
{
    private readonly Scope _scope;
    private readonly ExpressionEvaluator _expressions;
    private readonly StringBuilder _output = new();

    private StatementRenderer(IReadOnlyDictionary<string, object?> model)
    {
        _scope = new Scope(model);
        _expressions = new ExpressionEvaluator(_scope);
    }

    // How a statement hands over to the next one.
    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    internal static string Render(ImmutableArray<Statement> template, IReadOnlyDictionary<string, object?> model)
    {
        var renderer = new StatementRenderer(model);
        renderer.Run(template);
        return renderer._output.ToString();
    }

    private Flow Run(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            var flow = Run(statement);
            if (flow != Flow.Next)
                return flow;
        }
        return Flow.Next;
    }

    private Flow Run(Statement statement)
    {
        switch (statement)
        {
            case IfStatement choice:
                return RunIf(choice);
            case BreakStatement:
                return Flow.Break;
            case ContinueStatement:
                return Flow.Continue;
            case TextStatement text:
                _output.Append(text.Text);
                break;
            case OutputStatement output:
                _output.Append(ValueText.Of(_expressions.Evaluate(output.Value), output.At));
                break;
            case AssignStatement assign:
                _scope.Set(assign.Name, _expressions.Evaluate(assign.Value));
                break;
            case ForStatement loop:
                return RunFor(loop);
            default:
                throw new ArgumentException($"No rule for {statement.GetType().Name}.", nameof(statement));
        }
        return Flow.Next;
    }

    private Flow RunIf(IfStatement statement)
    {
        foreach (var branch in statement.Branches)
        {
            if (ExpressionEvaluator.IsTrue(_expressions.Evaluate(branch.Condition)))
                return Run(branch.Body);
        }
        return Run(statement.Else);
    }

    private Flow RunFor(ForStatement loop)
    {
        var source = _expressions.Evaluate(loop.Source);
        if (source is not IReadOnlyList<object?> items)
            throw TemplateRefusal.Value(loop.Source.At, $"A loop needs a list, not {ValueText.Describe(source)}.");
        var frame = new LoopFrame(loop.Name, items.Count);
        _scope.Enter(frame);
        RunIterations(loop, items, frame);
        _scope.Leave();
        return items.Count == 0 ? Run(loop.Else) : Flow.Next;
    }

    private void RunIterations(ForStatement loop, IReadOnlyList<object?> items, LoopFrame frame)
    {
        for (var i = 0; i < items.Count; i++)
        {
            frame.Index = i;
            frame.Item = Scope.Normalize(items[i]);
            if (Run(loop.Body) == Flow.Break)
                break;
        }
    }
}
