using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>
/// A stage of <see cref="TokenByToken"/>. Before it writes an output it reads what that output needs and <c>register</c> tokens more, which
/// stand behind it in the pipeline; from several inputs it reads in step.
/// </summary>
internal sealed class TokenStage
{
    /// <summary>No stream.</summary>
    public const int Nothing = -1;

    private readonly TokenDemand _demand;
    private readonly int[] _sizes;
    private readonly int[] _read;
    private readonly int[] _goals;
    private readonly int _total;
    private readonly int _register;
    private int _made;

    public TokenStage(Stage stage, Folding folding, int register)
    {
        _demand = stage.Accept(new TokenDemands(folding));
        _register = register;
        Inputs = [.. stage.Inputs.Select(s => s.Id)];
        Outputs = [.. stage.Outputs.Select(s => s.Id)];
        _sizes = [.. stage.Inputs.Select(s => s.Shape.Pixels)];
        _total = stage.Outputs.IsEmpty ? 0 : stage.Output.Shape.Pixels;
        _read = new int[Inputs.Length];
        _goals = new int[Inputs.Length];
        SetGoals();
    }

    /// <summary>Ids of the streams it reads.</summary>
    public int[] Inputs { get; }

    /// <summary>Ids of the streams it writes.</summary>
    public int[] Outputs { get; }

    /// <summary>Whether it waits for its turn.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether it has read what its next output needs, or, after the last output, all that there is.</summary>
    public bool HasRead
    {
        get
        {
            for (var i = 0; i < Inputs.Length; i++)
            {
                if (_read[i] < _goals[i])
                    return false;
            }

            return true;
        }
    }

    /// <summary>Whether it can write its next output once there is room.</summary>
    public bool IsHolding => _made < _total && HasRead;

    /// <summary>The first input that has none of the tokens which the stage still needs of it, or <see cref="Nothing"/>.</summary>
    public int Lacking(int[] held)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (_read[i] < _goals[i] && held[Inputs[i]] == 0)
                return Inputs[i];
        }

        return Nothing;
    }

    /// <summary>Reads a token of every input of which it needs more.</summary>
    public void Take(int[] held)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (_read[i] < _goals[i])
            {
                _read[i]++;
                held[Inputs[i]]--;
            }
        }
    }

    /// <summary>Writes a token to every output.</summary>
    public void Put(int[] held)
    {
        foreach (var output in Outputs)
            held[output]++;
        _made++;
        SetGoals();
    }

    private void SetGoals()
    {
        for (var i = 0; i < Inputs.Length; i++)
            _goals[i] = _made < _total ? Math.Min(_demand(i, _made) + _register, _sizes[i]) : _sizes[i];
    }
}
