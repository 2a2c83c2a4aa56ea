namespace FpgaSeg.Reports.Html;

/// <summary>Numbers as people read them.</summary>
internal static class Units
{
    private const double Kibi = 1024;

    /// <summary>Bytes with a binary unit: 736 KiB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{Short(bytes / Kibi)} KiB",
        _ => $"{Short(bytes / Kibi / Kibi)} MiB",
    };

    /// <summary>The binary unit in which a number of bytes is read: 1, 1024 or 1024 x 1024.</summary>
    public static double ByteUnit(long bytes) => bytes switch { < 2048 => 1, < 2 * 1024 * 1024 => Kibi, _ => Kibi * Kibi };

    /// <summary>Counts with a decimal unit: 382 M.</summary>
    public static string Count(long count) => count switch
    {
        < 10_000 => $"{count:N0}",
        < 1_000_000 => $"{Short(count / 1e3)} k",
        < 1_000_000_000 => $"{Short(count / 1e6)} M",
        _ => $"{Short(count / 1e9)} G",
    };

    /// <summary>A real value at three significant digits, never in exponents unless it must.</summary>
    public static string Real(double value) => Math.Abs(value) is 0 or (>= 1e-4 and < 1e5) ? $"{Significant(value)}" : $"{value:0.##e0}";

    /// <summary>A name that may break behind its slashes, so that long paths wrap where people would.</summary>
    public static Markup Name(string name) => Markup.Join(name.Split('/').Select((part, k) => k == 0 ? Markup.Of($"{part}") : Markup.Of($"/<wbr>{part}")));

    private static string Short(double value) => value < 10 ? $"{value:0.0#}" : value < 100 ? $"{value:0.#}" : $"{value:0}";

    private static string Significant(double value)
    {
        if (value == 0)
            return "0";
        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits > 0 ? Math.Round(value, Math.Min(digits, 15)).ToString("0." + new string('#', digits)) : $"{value:0}";
    }
}
