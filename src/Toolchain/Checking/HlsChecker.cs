using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Toolchain.Checking.Rules;

namespace FpgaSeg.Toolchain.Checking;

/// <summary>Checks generated C++ against what Vitis HLS takes, on the syntax tree that clang makes of it, templates instantiated.</summary>
public static class HlsChecker
{
    /// <summary>Function at which a design starts.</summary>
    public const string Top = "fpgaseg_top";

    /// <summary>Everything in the design of a folder that breaks a rule, in the order of the rules.</summary>
    /// <param name="folder">A folder that gen-hls wrote.</param>
    /// <returns>The findings, none for a good design; FS3602 where clang++ cannot be run.</returns>
    public static Result<ImmutableArray<HlsFinding>> Check(string folder) => ClangDump.OfDesign(folder).Then<ImmutableArray<HlsFinding>>(Judge);

    /// <summary>The same for one source, for tests of the rules.</summary>
    internal static Result<ImmutableArray<HlsFinding>> CheckSource(string source, string include) =>
        ClangDump.OfSource(source, include).Then<ImmutableArray<HlsFinding>>(Judge);

    private static Result<ImmutableArray<HlsFinding>> Judge(ClangOutput output)
    {
        if (output.Errors.Length > 0)
            return ImmutableArray.Create(new HlsFinding(HlsRule.Compiles, Top, output.Errors));
        var program = new HlsProgram(AstReader.Read(output.Dump), Top);
        return program.Top is null
            ? ImmutableArray.Create(new HlsFinding(HlsRule.Compiles, Top, "the function is not defined"))
            : Findings(program).Distinct().OrderBy(f => f.Rule).ToImmutableArray();
    }

    private static IEnumerable<HlsFinding> Findings(HlsProgram program)
    {
        var use = new StreamUse(program);
        var pipelines = new PipelineRules(program, use);
        return program.Reached.SelectMany(f => LoopRules.Check(program, f)
                .Concat(SubsetRules.Check(program, f)).Concat(pipelines.Check(f)).Concat(ArrayRules.Check(program, f)))
            .Concat(RecursionRules.Check(program)).Concat(DataflowRules.Check(program, use)).Concat(ArrayRules.CheckRoms(program));
    }
}
