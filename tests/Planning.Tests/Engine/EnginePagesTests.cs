using System.Collections.Immutable;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Tests.Fit;

namespace FpgaSeg.Planning.Tests.Engine;

/// <summary>
/// The schedule is run on pages that remember which row of which map they hold, by the rules that docs/engine.md gives and nothing of the planner's own
/// bookkeeping: every row that a window covers must be there, and no stack may run out.
/// </summary>
public sealed class EnginePagesTests
{
    /// <summary>Side of the image, lanes, and where the skip is: on the chip, beside it, made again, or beside it with all that passes of few operators leave.</summary>
    public static TheoryData<int, int, Skip> Programs => new()
    {
        { 16, 8, Skip.Waits }, { 16, 4, Skip.Waits }, { 32, 8, Skip.IsBeside }, { 48, 4, Skip.IsBeside }, { 16, 4, Skip.IsMadeAgain }, { 48, 8, Skip.IsMadeAgain }, { 16, 8, Skip.IsCut }, { 48, 4, Skip.IsCut },
    };

    /// <summary>What becomes of the skip.</summary>
    public enum Skip
    {
        Waits,
        IsBeside,
        IsMadeAgain,
        IsCut,
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_row_that_is_read_is_there(int size, int lanes, Skip skip) => Assert.Null(Run(Program(size, lanes, skip), fewer: -1));

    /// <summary>A map's rows go when the reader is done that finishes last, not the one that comes last.</summary>
    [Fact]
    public void A_reader_that_finishes_late_finds_its_rows()
    {
        var program = EngineProgram.Of(EngineLowering.Lower(Networks.Uneven(16)), 4, null);
        var (wide, narrow) = (Array.FindIndex([.. program.Lines], l => l.Operator.Name == "wide"), Array.FindIndex([.. program.Lines], l => l.Operator.Name == "narrow"));
        Assert.True(wide < narrow);
        Assert.Null(Run(program, fewer: -1));
        Assert.Contains(program.Schedule.Releases, r => r.Readers[0] == wide);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void No_class_has_a_page_too_many(int size, int lanes, Skip skip)
    {
        var program = Program(size, lanes, skip);
        for (var which = 0; which < program.Pages.Classes.Length; which++)
            Assert.Equal($"class {which} is empty", Run(program, fewer: which));
    }

    /// <summary>In the second pass nothing waits for the deep maps.</summary>
    [Fact]
    public void A_skip_that_is_made_again_takes_fewer_pages() =>
        Assert.True(Deep(held: true).Pages.Words < Deep(held: false).Pages.Words);

    // A U of two levels below the first has skips long enough.
    private static EngineProgram Deep(bool held)
    {
        var operators = EngineLowering.Lower(Networks.Deep(64));
        return EngineProgram.Of(operators, 4, held ? EnginePasses.Two(operators, EnginePasses.Candidates(operators).Last()) : null);
    }

    /// <summary>Two maps do not hold the same pages: addresses are apart by the size of their class.</summary>
    [Fact]
    public void Pages_do_not_overlap()
    {
        var pages = Program(32, 8, Skip.Waits).Pages;
        var ends = new List<int>();
        var page = 0;
        foreach (var (words, count, _) in pages.Classes)
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
        Assert.True(Program(48, 4, Skip.IsBeside).Pages.Words < Program(48, 4, Skip.Waits).Pages.Words);

    private static EngineProgram Program(int size, int lanes, Skip skip)
    {
        var operators = EngineLowering.Lower(Networks.U(size));
        if (skip == Skip.IsCut)
            return Cut(operators, lanes);
        while (skip == Skip.IsBeside && EngineSkips.Candidates(operators).ToArray() is [var first, ..])
            operators = EngineSkips.Move(operators, first);
        return EngineProgram.Of(operators, lanes, skip == Skip.IsMadeAgain ? EnginePasses.Two(operators, EnginePasses.Candidates(operators).Single()) : null);
    }

    // As fine as it goes, so that every map that is read later waits beside the chip.
    private static EngineProgram Cut(ImmutableArray<EngineOperator> operators, int lanes)
    {
        var search = new EngineCutSearch(operators, lanes);
        var (cut, passes) = EngineCut.Of(operators, search.Ends(search.Least));
        return EngineProgram.Of(cut, lanes, passes);
    }

    // What goes wrong, or null.
    private static string? Run(EngineProgram program, int fewer)
    {
        int[] left = [.. program.Pages.Classes.Select((c, i) => c.Count - (i == fewer ? 1 : 0))];
        int[] all = [.. left], made = new int[program.Lines.Length];
        var rows = program.Lines.Select(l => new int[Math.Max(1, l.TableRows)]).ToArray();
        string? wrong = null;
        for (var pass = 0; pass < program.Schedule.Passes.Count && wrong is null; pass++)
        {
            var holds = pass > 0 && program.Schedule.Passes.Held is not null;
            for (var i = 0; i < left.Length - (holds ? 1 : 0); i++)
                left[i] = all[i];
            for (var i = 0; i < made.Length; i++)
                made[i] = Works(program, i, pass) ? 0 : made[i];
            wrong = Run(program, pass, made, left, rows);
        }

        return wrong ?? (made[^1] == program.Lines[^1].Operator.Shape.Height ? null : "the mask is not finished");
    }

    private static string? Run(EngineProgram program, int pass, int[] made, int[] left, int[][] rows)
    {
        var (lines, given) = (program.Lines, new int[program.Lines.Length]);
        for (var sweep = 0; sweep < program.Schedule.Sweeps[pass]; sweep++)
        {
            for (var k = 0; k < lines.Length; k++)
            {
                var (op, row) = (lines[k].Operator, made[k]);
                if (!Works(program, k, pass) || row == op.Shape.Height || sweep % program.Schedule.Periods[k] != 0 || op.Operands.Any(o => made[o.Maker] < Needed(op, row)))
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
                foreach (var map in op.Operands.Where(o => o.IsRead).Select(o => o.Maker).Where(m => program.Schedule.Releases[m].Readers[pass] == k))
                {
                    var end = made[k] == op.Shape.Height ? op.InShape.Height : Math.Min(op.InShape.Height, op.Window.FirstRow(row + 1) - program.Schedule.Releases[map].Lag);
                    for (; given[map] < end; given[map]++)
                        left[program.Pages.ClassOf[map]]++;
                }
            }
        }

        return null;
    }

    private static bool Works(EngineProgram program, int index, int pass) =>
        pass == program.Schedule.Passes.FirstOf(index) || (program.Schedule.Passes.IsTwice(index) && pass == program.Schedule.Passes.FirstOf(index) + 1);

    private static int Needed(EngineOperator op, int row) =>
        Math.Min(op.InShape.Height, op.Window.FirstRow(row) + ((op.Window.Rows - 1) * op.Window.DilationY) + 1);
}
