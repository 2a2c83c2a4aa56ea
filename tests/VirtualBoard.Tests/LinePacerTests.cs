using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.VirtualBoard.Tests;

/// <summary>The pacer on a clock that only the test moves: 1000 bytes at 1 Mbaud, 8N1, are 10 ms.</summary>
public sealed class LinePacerTests
{
    private const int Baud = 1_000_000;
    private readonly HandClock _clock = new();
    private readonly LinePacer _pacer;

    public LinePacerTests() => _pacer = new LinePacer(_clock);

    [Fact]
    public void Bytes_take_ten_bits_each() => Assert.Equal(TimeSpan.FromMilliseconds(10), _pacer.Pass(1000, Baud, wasBusy: false));

    [Fact]
    public void Bytes_that_stood_ready_follow_without_a_gap_although_we_were_late()
    {
        _pacer.Pass(1000, Baud, wasBusy: false);
        _clock.Advance(TimeSpan.FromMilliseconds(13));
        Assert.Equal(TimeSpan.FromMilliseconds(7), _pacer.Pass(1000, Baud, wasBusy: true));
    }

    [Fact]
    public void Bytes_after_a_pause_do_not_use_the_pause()
    {
        _pacer.Pass(1000, Baud, wasBusy: false);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(TimeSpan.FromMilliseconds(10), _pacer.Pass(1000, Baud, wasBusy: false));
    }

    [Fact]
    public void Bytes_that_come_early_wait_for_the_line()
    {
        _pacer.Pass(1000, Baud, wasBusy: false);
        _clock.Advance(TimeSpan.FromMilliseconds(4));
        Assert.Equal(TimeSpan.FromMilliseconds(16), _pacer.Pass(1000, Baud, wasBusy: false));
    }

    [Theory]
    [InlineData(300, 1)]
    [InlineData(3_000_000, 1200)]
    public void A_portion_is_about_four_milliseconds(int baud, int bytes) => Assert.Equal(bytes, LinePacer.Portion(baud));

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1_000_000;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += (long)time.TotalMicroseconds;
    }
}
