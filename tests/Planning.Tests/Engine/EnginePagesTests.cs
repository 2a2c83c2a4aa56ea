using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Tests.Fit;

namespace FpgaSeg.Planning.Tests.Engine;

/// <summary>
/// The schedule is run on pages that remember which row of which map they hold, by the rules that docs/engine.md gives and nothing of the planner's own
/// bookkeeping: every row that a window covers must be there, and no stack may run out.
/// </summary>
public sealed class EnginePagesTests
{
    public static TheoryData<int, int, bool> Programs => new()
    {
        { 16, 8, false }, { 16, 4, false }, { 32, 8, true }, { 48, 4, true },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_row_that_is_read_is_there(int size, int lanes, bool beside) => Assert.Null(Run(Program(size, lanes, beside), fewer: -1));

    [Theory]
    [MemberData(nameof(Programs))]
    public void No_class_has_a_page_too_many(int size, int lanes, bool beside)
    {
        var program = Program(size, lanes, beside);
        for (var which = 0; which < program.Pages.Classes.Length; which++)
            Assert.Equal($"class {which} is empty", Run(program, fewer: which));
    }

    /// <summary>Two maps do not hold the same pages: addresses are apart by the size of their class.</summary>
    [Fact]
    public void Pages_do_not_overlap()
    {
        var pages = Program(32, 8, beside: false).Pages;
        var ends = new List<int>();
        var page = 0;
        foreach (var (words, count) in pages.Classes)
        {
            for (var i = 0; i < count; i++, page++)
            {
                Assert.Equal(ends.LastOrDefault(), pages.Addresses[page]);
                ends.Add(pages.Addresses[page] + words);
            }
        }

        Assert.Equal(pages.Words, ends[^1]);
    }

    /// <summary>Maps beside the chip leave fewer rows on it.</summary>
    [Fact]
    public void Skips_beside_the_chip_take_no_pages() =>
        Assert.True(Program(48, 4, beside: true).Pages.Words < Program(48, 4, beside: false).Pages.Words);

    private static EngineProgram Program(int size, int lanes, bool beside)
    {
        var operators = EngineLowering.Lower(Networks.U(size));
        while (beside && EngineSkips.Candidates(operators).ToArray() is [var first, ..])
            operators = EngineSkips.Move(operators, first);
        return EngineProgram.Of(operators, lanes);
    }

    // What goes wrong, or null.
    private static string? Run(EngineProgram program, int fewer)
    {
        var lines = program.Lines;
        int[] left = [.. program.Pages.Classes.Select((c, i) => c.Count - (i == fewer ? 1 : 0))];
        int[] made = new int[lines.Length], given = new int[lines.Length];
        var rows = lines.Select(l => new int[Math.Max(1, l.TableRows)]).ToArray();
        for (var sweep = 0; sweep < program.Schedule.Sweeps; sweep++)
        {
            for (var k = 0; k < lines.Length; k++)
            {
                var op = lines[k].Operator;
                var row = made[k];
                if (row == op.Shape.Height || sweep % EngineSchedule.PeriodOf(program, k) != 0 || op.Operands.Any(o => made[o.Maker] < Needed(op, row)))
                    continue;
                if (op.MakesMap && --left[program.Pages.ClassOf[k]] < 0)
                    return $"class {program.Pages.ClassOf[k]} is empty";
                foreach (var map in op.Operands.Where(o => o.IsRead).Select(o => o.Maker))
                {
                    for (var r = Math.Max(0, op.Window.FirstRow(row)); r < Needed(op, row); r++)
                    {
                        if (rows[map][r & (rows[map].Length - 1)] != r + 1 || r < given[map])
                            return $"row {r} of {lines[map].Operator.Name} is gone";
                    }
                }

                if (op.MakesMap)
                    rows[k][row & (rows[k].Length - 1)] = row + 1;
                made[k]++;
                foreach (var map in op.Operands.Where(o => o.IsRead).Select(o => o.Maker).Where(m => program.Schedule.Releases[m]?.Reader == k))
                {
                    var end = made[k] == op.Shape.Height ? op.InShape.Height : Math.Min(op.InShape.Height, op.Window.FirstRow(row + 1) - program.Schedule.Releases[map]!.Value.Lag);
                    for (; given[map] < end; given[map]++)
                        left[program.Pages.ClassOf[map]]++;
                }
            }
        }

        return made[^1] == lines[^1].Operator.Shape.Height ? null : "the mask is not finished";
    }

    private static int Needed(EngineOperator op, int row) =>
        Math.Min(op.InShape.Height, op.Window.FirstRow(row) + ((op.Window.Rows - 1) * op.Window.DilationY) + 1);
}
