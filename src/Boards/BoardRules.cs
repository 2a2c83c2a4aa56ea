namespace FpgaSeg.Boards;

/// <summary>What a board description must hold beyond its fields being there.</summary>
internal static class BoardRules
{
    /// <summary>The first thing wrong with <paramref name="board"/>, a sentence, or null.</summary>
    public static string? Broken(BoardDescription board) => NotPositive(board) ?? WrongFamily(board) ?? WrongCount(board) ?? WrongPin(board);

    private static string? NotPositive(BoardDescription board)
    {
        List<(string Field, long Value)> counts =
        [
            ("clock_hz", board.ClockHz), ("oscillator.hz", board.Oscillator.Hz),
            ("resources.dsp", board.Resources.Dsp), ("resources.block_ram", board.Resources.BlockRam), ("resources.lut", board.Resources.Lut),
            ("resources.lut_ram", board.Resources.LutRam), ("resources.flip_flops", board.Resources.FlipFlops),
            ("link.max_payload", board.Link.MaxPayload), ("link.receive_buffer", board.Link.ReceiveBuffer),
        ];
        if (board.ExternalMemory is { } memory)
        {
            counts.AddRange(
            [
                ("external_memory.bytes", memory.Bytes), ("external_memory.data_bits", memory.DataBits),
                ("external_memory.peak_bytes_per_second", memory.PeakBytesPerSecond),
            ]);
        }
        if (board.Link.Uart is { } uart)
            counts.Add(("link.uart.max_baud", uart.MaxBaud));
        var wrong = counts.FindIndex(c => c.Value <= 0);
        return wrong < 0 ? null : $"{counts[wrong].Field} is {counts[wrong].Value}; it must be positive.";
    }

    private static string? WrongFamily(BoardDescription board)
    {
        if (DeviceFamilies.Find(board.Family) is not { } family)
            return $"family is '{board.Family}'; the families are {string.Join(", ", DeviceFamilies.All.Select(f => f.Name))}.";
        return board.ClockHz <= family.MaxClockHz
            ? null
            : $"clock_hz is {board.ClockHz}; block RAM and multipliers of {family.Title} end at {family.MaxClockHz}.";
    }

    private static string? WrongCount(BoardDescription board)
    {
        if (board.Resources.LutRam > board.Resources.Lut)
            return $"resources.lut_ram is {board.Resources.LutRam}, more than the {board.Resources.Lut} look-up tables.";
        if (board.Link.ReceiveBuffer < board.Link.MaxPayload)
            return $"link.receive_buffer is {board.Link.ReceiveBuffer}, less than link.max_payload {board.Link.MaxPayload}.";
        return int.IsPow2(board.Link.ReceiveBuffer) ? null : $"link.receive_buffer is {board.Link.ReceiveBuffer}; the ring in the part's memory wants a power of two.";
    }

    private static string? WrongPin(BoardDescription board)
    {
        if (board.Link.Uart is null && board.Link.Usb is null)
            return "link has neither uart nor usb, so no host can reach the board.";
        var twice = Pins(board).GroupBy(p => p, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? null : $"pin '{twice.Key}' is named {twice.Count()} times.";
    }

    private static IEnumerable<string> Pins(BoardDescription board)
    {
        yield return board.Oscillator.Pin;
        if (board.Link.Uart is { } uart)
        {
            yield return uart.Rx;
            yield return uart.Tx;
        }
        foreach (var pin in board.Link.Usb?.Pins.Values ?? [])
            yield return pin;
    }
}
