using System.CommandLine;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Cli;

/// <summary>The options of quantize that say how: widths, budgets, and each technique with its switch.</summary>
internal sealed class QuantizationSettings
{
    private readonly Option<int> _weightBits = new("--weight-bits") { Description = "Width of the weights, 2 to 8.", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _activationBits = new("--activation-bits") { Description = "Width of the activations, 4 to 8.", DefaultValueFactory = _ => 8 };
    private readonly Option<string[]> _bits = new("--bits") { Description = "Widths by name, '*' for any text: 'enc.0*=w4a8', and sN for what one long skip stores: 'enc.1*=s5'. The last match wins.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _skipBits = new("--skip-bits") { Description = "Width of what the long skips store, 2 to 8. Default: as the values are." };
    private readonly Option<string[]> _budget = new("--budget") { Description = "Sizes to reach by narrowing what matters least: weights=24KiB, skips=200KiB.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool?> _sensitivity = new("--sensitivity") { Description = "Measure how much the logit suffers when each layer alone has 4 bits. Default: only for a report." };
    private readonly Option<CalibrationMethod> _method = new("--calibration-method") { Description = "How scales of activations are chosen; auto takes the best of all, value by value.", DefaultValueFactory = _ => new QuantizationOptions().Calibration };
    private readonly Option<EqualizationMode> _equalize = new("--equalize") { Description = "What cross-layer equalization balances.", DefaultValueFactory = _ => new QuantizationOptions().Equalization };
    private readonly Option<bool> _noEqualize = new("--no-equalize") { Description = "The same as --equalize none." };
    private readonly Option<bool> _noBias = new("--no-bias-correction") { Description = "Leave the biases as trained." };
    private readonly Option<bool> _nearest = new("--round-to-nearest") { Description = "Do not search for better integers of the weights." };
    private readonly Option<bool> _powerOfTwo = new("--power-of-two") { Description = "Scales are powers of two, so that requantisation is a shift." };
    private readonly Option<string?> _ranges = new("--ranges") { Description = "A ranges file (docs/quantization.md) whose scales are taken exactly: what quantization-aware training writes." };
    private readonly Option<string?> _writeRanges = new("--write-ranges") { Description = "Write the chosen scales to this ranges file." };

    /// <summary>Adds every option to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _weightBits, _activationBits, _bits, _skipBits, _budget, _sensitivity, _method, _equalize, _noEqualize, _noBias, _nearest, _powerOfTwo, _ranges, _writeRanges,
        ];
        foreach (var option in options)
            command.Options.Add(option);
    }

    /// <summary>Where to write the ranges, or null.</summary>
    public string? WriteRanges(ParseResult parsed) => parsed.GetValue(_writeRanges);

    /// <summary>What was asked for, or everything that is wrong with it. A report shows sensitivities unless they are switched off.</summary>
    public Result<QuantizationOptions> Read(ParseResult parsed, bool withReport)
    {
        var overrides = (parsed.GetValue(_bits) ?? []).Select(BitOverride.Parse).ToArray();
        var budgets = (parsed.GetValue(_budget) ?? []).Select(Budget.Parse).ToArray();
        var given = parsed.GetValue(_ranges) is { } path ? RangesFile.Load(path) : RangePlan.Empty;
        Diagnostic[] errors = [.. overrides.SelectMany(o => o.Errors), .. budgets.SelectMany(b => b.Errors), .. given.Errors];
        if (errors.Length > 0)
            return Result<QuantizationOptions>.Fail(errors);
        return new QuantizationOptions(parsed.GetValue(_weightBits), parsed.GetValue(_activationBits))
        {
            Overrides = [.. overrides.Select(o => o.Value)],
            Budgets = [.. budgets.Select(b => b.Value)],
            SkipBits = parsed.GetValue(_skipBits),
            Calibration = parsed.GetValue(_method),
            Equalization = parsed.GetValue(_noEqualize) ? EqualizationMode.None : parsed.GetValue(_equalize),
            CorrectBias = !parsed.GetValue(_noBias),
            SearchRounding = !parsed.GetValue(_nearest),
            PowerOfTwo = parsed.GetValue(_powerOfTwo),
            MeasureSensitivity = parsed.GetValue(_sensitivity) ?? withReport,
            Given = given.Value,
        };
    }
}
